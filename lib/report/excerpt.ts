import type { Place, SourceFile } from '../manifests/source-file';
import type { Paint } from './paint';
import { withoutControls } from './what-is-wrong';

/** Lines are cut to this, around the place that matters. */
const WIDEST = 110;

/**
 * The line of a place and the one above, with carets below:
 *
 *     22 |   securityContext:
 *     23 |     privileged: true
 *        |                 ^^^^
 */
export function excerpt(file: SourceFile, start: Place, end: Place, paint: Paint): string[] {
  const { line, column } = start;
  const gutter = `${line}`.length;
  const text = file.line(line);
  const from = Math.max(0, Math.min(column - 1 - Math.floor(WIDEST / 2), text.length - WIDEST));
  const window = (source: string) => {
    const [head, tail] = [from > 0 ? '…' : '', source.length > from + WIDEST ? '…' : ''];
    return shown(head + source.slice(from + head.length, from + WIDEST - tail.length) + tail);
  };
  const last = end.line === line ? end.column : text.length + 1;
  const before = window(text.slice(0, column - 1));
  const marked = window(text.slice(0, Math.max(last, column + 1) - 1)).slice(before.length);
  const numbered = (number: number, source: string) =>
    `${paint('quiet', `${`${number}`.padStart(gutter)} |`)} ${window(source)}`.trimEnd();
  const above = line > 1 && file.line(line - 1).trim() !== '' ? [numbered(line - 1, file.line(line - 1))] : [];
  const carets = '^'.repeat(Math.max(1, widthOf(marked)));
  return [
    ...above,
    numbered(line, text),
    `${paint('quiet', `${' '.repeat(gutter)} |`)} ${' '.repeat(widthOf(before))}${paint('error', carets)}`,
  ];
}

function shown(text: string): string {
  return withoutControls(text.replace(/\t/g, ' '));
}

/** How many columns of a terminal a text takes: letters of East Asia and emojis take two, combining marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

const COMBINING = /^(?:\p{Mn}|\p{Me}|\u200d|\ufe0f)$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$|^\p{Emoji_Presentation}$|^[\u{20000}-\u{3fffd}]$/u;
