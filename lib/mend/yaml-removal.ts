import type { MappingNode, SequenceNode, YamlNode } from '../manifests/yaml-node';
import type { Edit } from './edit';
import { colonEnd, lineEnd } from './yaml-writer';

export type Collection = MappingNode | SequenceNode;

/** Pairs or items to take out of one mapping or list. */
export interface Removal {
  readonly from: Collection;
  /** What holds it; missing when it is the document. */
  readonly holder?: YamlNode;
  readonly indexes: ReadonlySet<number>;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly YamlNode[];
}

/** How to take them out, with whole lines where they have lines of their own; `undefined` where comments would be lost. */
export function removalEdits(text: string, removal: Removal): Edit[] | undefined {
  const pieces = piecesOf(text, removal.from);
  if (removal.indexes.size === pieces.length) return emptied(text, removal, pieces);
  if (removal.from.flow) return outOfBrackets(text, pieces, removal.indexes);
  const edits: Edit[] = [];
  for (let index = 0; index < pieces.length; index++) {
    if (!removal.indexes.has(index)) continue;
    const lines = linesOf(text, removal.from, pieces[index]);
    if (lines !== undefined) {
      edits.push({ ...lines, text: keptComments(text, lines, pieces[index].nodes) });
      continue;
    }
    // the first key behind a dash: the first one that stays takes its place
    const next = pieces.findIndex((_, at) => !removal.indexes.has(at));
    if (removal.from.kind !== 'mapping' || index !== 0) return undefined;
    const gone = { start: pieces[0].start, end: pieces[next].start };
    const nodes = pieces.slice(0, next).flatMap((piece) => piece.nodes);
    const at = lineStart(text, gone.start);
    edits.push({ start: at, end: at, text: keptComments(text, gone, nodes) }, { ...gone, text: '' });
    index = next;
  }
  return edits;
}

function piecesOf(text: string, from: Collection): Piece[] {
  if (from.kind === 'sequence') return from.items.map((item) => ({ start: item.start, end: item.end, nodes: [item] }));
  return from.entries.map(({ key, value }) => ({
    start: key.start,
    end: Math.max(value.end, colonEnd(text, key)),
    nodes: [key, value],
  }));
}

/** The field stays, and holds nothing. */
function emptied(text: string, { from, holder }: Removal, pieces: readonly Piece[]): Edit[] | undefined {
  const empty = from.kind === 'mapping' ? '{}' : '[]';
  const [first] = pieces;
  const nodes = pieces.flatMap((piece) => piece.nodes);
  const own = holder?.kind === 'mapping' ? holder.entries.find(({ value }) => value === from) : undefined;
  const lines = from.flow ? undefined : linesOf(text, from, { ...first, end: pieces[pieces.length - 1].end });
  if (own === undefined || lines === undefined) {
    const isBare = commentsIn(text, from, nodes).length === 0;
    return isBare ? [{ start: from.start, end: from.end, text: empty }] : undefined;
  }
  const at = colonEnd(text, own.key);
  return [
    { start: at, end: at, text: ` ${empty}` },
    { ...lines, text: keptComments(text, lines, nodes) },
  ];
}

/** Of neighbours that go, the comma goes that stands before them, or behind those at the head. */
function outOfBrackets(text: string, pieces: readonly Piece[], indexes: ReadonlySet<number>): Edit[] | undefined {
  const edits: Edit[] = [];
  for (let first = 0; first < pieces.length; first++) {
    if (!indexes.has(first)) continue;
    let last = first;
    while (indexes.has(last + 1)) last++;
    const range =
      first === 0
        ? { start: pieces[0].start, end: pieces[last + 1].start }
        : { start: pieces[first - 1].end, end: pieces[last].end };
    const nodes = pieces.slice(first, last + 1).flatMap((piece) => piece.nodes);
    if (commentsIn(text, range, nodes).length > 0) return undefined;
    edits.push({ ...range, text: '' });
    first = last;
  }
  return edits;
}

/** The whole lines of a piece, when it begins its first one. */
function linesOf(text: string, from: Collection, piece: Omit<Piece, 'nodes'>): Omit<Edit, 'text'> | undefined {
  let start = piece.start;
  if (from.kind === 'sequence') {
    start = text.lastIndexOf('-', start - 1);
    if (text.slice(start + 1, piece.start).trim() !== '') return undefined;
  }
  const first = lineStart(text, start);
  if (!/^ *$/.test(text.slice(first, start))) return undefined;
  const end = lineAfter(text, piece.end);
  return end === undefined ? undefined : { start: first, end };
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the next line begins; `undefined` when something else follows in the same one. */
function lineAfter(text: string, end: number): number | undefined {
  if (text[end - 1] === '\n') return end;
  SPACES_AND_COMMENT.lastIndex = end;
  return SPACES_AND_COMMENT.test(text) ? SPACES_AND_COMMENT.lastIndex : undefined;
}

const SPACES_AND_COMMENT = /[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?:\r?\n|$)/y;

/** The comments of what goes, as lines of their own at the depth where it begins. */
function keptComments(text: string, range: Omit<Edit, 'text'>, nodes: readonly YamlNode[]): string {
  const first = lineStart(text, range.start);
  const [indent] = /^ */.exec(text.slice(first, range.end)) ?? [''];
  return commentsIn(text, range, nodes)
    .map((comment) => `${indent}${comment}${lineEnd(text)}`)
    .join('');
}

/** Comments stand between nodes, and behind the header of a block of text. */
function commentsIn(text: string, range: Omit<Edit, 'text'>, nodes: readonly YamlNode[]): string[] {
  const comments: string[] = [];
  let at = range.start;
  const look = (end: number) => comments.push(...(text.slice(at, end).match(COMMENT) ?? []));
  for (const leaf of nodes.flatMap(leavesOf)) {
    const start = leaf.kind === 'scalar' && leaf.style === 'block' ? text.indexOf('\n', leaf.start) : leaf.start;
    look(start);
    at = leaf.end;
  }
  look(range.end);
  return comments;
}

const COMMENT = /(?<=\s)#[^\r\n]*/g;

function leavesOf(node: YamlNode): YamlNode[] {
  if (node.kind === 'sequence') return node.items.flatMap(leavesOf);
  if (node.kind === 'mapping') return node.entries.flatMap(({ key, value }) => [...leavesOf(key), ...leavesOf(value)]);
  return [node];
}
