import type { Paint } from '../report/paint';

const CONTEXT = 3;

/** The changes of a file as `diff -u` writes them and `git apply` reads them; empty when there are none. */
export function unifiedDiff(name: string, before: string, after: string, paint: Paint): string {
  const old = linesOf(before);
  const now = linesOf(after);
  const hunks = hunksOf(pieces(old, now));
  if (hunks.length === 0) return '';
  const head = [paint('strong', `--- a/${name}`), paint('strong', `+++ b/${name}`)];
  return [...head, ...hunks.flatMap((hunk) => hunkLines(hunk, old, now, paint))].map((line) => `${line}\n`).join('');
}

/** Lines with their ends: a file whose last line has none differs from one where it has. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** Lines of the old text that give way to lines of the new one. */
interface Piece {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** What differs. The longest common rest is looked for line by line, a bounded number of lines ahead. */
function pieces(old: readonly string[], now: readonly string[]): Piece[] {
  const found: Piece[] = [];
  let a = 0;
  let b = 0;
  while (a < old.length || b < now.length) {
    if (a < old.length && old[a] === now[b]) {
      a++;
      b++;
      continue;
    }
    const [nextA, nextB] = nextCommon(old, now, a, b);
    found.push({ oldStart: a, oldEnd: nextA, newStart: b, newEnd: nextB });
    a = nextA;
    b = nextB;
  }
  return found;
}

const AHEAD = 400;
/** As many lines alike are no accident. */
const SURE = 3;

function nextCommon(old: readonly string[], now: readonly string[], a: number, b: number): [number, number] {
  for (let distance = 1; distance <= AHEAD; distance++) {
    for (let i = 0; i <= distance; i++) {
      const nextA = a + i;
      const nextB = b + distance - i;
      if (nextA > old.length || nextB > now.length) continue;
      if (isCommon(old, now, nextA, nextB)) return [nextA, nextB];
    }
  }
  return [old.length, now.length];
}

function isCommon(old: readonly string[], now: readonly string[], a: number, b: number): boolean {
  for (let i = 0; i < SURE; i++) {
    if (a + i === old.length && b + i === now.length) return true;
    if (a + i >= old.length || old[a + i] !== now[b + i]) return false;
  }
  return true;
}

/** Pieces near each other share their context. */
function hunksOf(all: readonly Piece[]): Piece[][] {
  const hunks: Piece[][] = [];
  for (const piece of all) {
    const last = hunks[hunks.length - 1];
    if (last !== undefined && piece.oldStart - last[last.length - 1].oldEnd <= 2 * CONTEXT) last.push(piece);
    else hunks.push([piece]);
  }
  return hunks;
}

function hunkLines(hunk: readonly Piece[], old: readonly string[], now: readonly string[], paint: Paint): string[] {
  const [first] = hunk;
  const last = hunk[hunk.length - 1];
  const start = Math.max(0, first.oldStart - CONTEXT);
  const end = Math.min(old.length, last.oldEnd + CONTEXT);
  const newStart = first.newStart - (first.oldStart - start);
  const newEnd = last.newEnd + (end - last.oldEnd);
  const lines: string[] = [];
  let at = start;
  for (const { oldStart, oldEnd, newStart: from, newEnd: to } of hunk) {
    for (const line of old.slice(at, oldStart)) lines.push(...written(' ', line));
    for (const line of old.slice(oldStart, oldEnd))
      lines.push(...written('-', line).map((each) => paint('removed', each)));
    for (const line of now.slice(from, to)) lines.push(...written('+', line).map((each) => paint('added', each)));
    at = oldEnd;
  }
  for (const line of old.slice(at, end)) lines.push(...written(' ', line));
  const range = (from: number, to: number) =>
    `${to === from ? from : from + 1}${to - from === 1 ? '' : `,${to - from}`}`;
  return [`@@ -${range(start, end)} +${range(newStart, newEnd)} @@`, ...lines];
}

function written(sign: string, line: string): string[] {
  return line.endsWith('\n') ? [`${sign}${line.slice(0, -1)}`] : [`${sign}${line}`, '\\ No newline at end of file'];
}
