/** How a piece of text looks on a terminal. */
export type Style = 'error' | 'warning' | 'info' | 'strong' | 'quiet' | 'added' | 'removed';

/** A text as it is written to the terminal, or wherever colours mean nothing. */
export type Paint = (style: Style, text: string) => string;

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  error: [31, 39],
  warning: [33, 39],
  info: [36, 39],
  strong: [1, 22],
  quiet: [2, 22],
  added: [32, 39],
  removed: [31, 39],
};

export const PLAIN: Paint = (_, text) => text;

export const COLOURED: Paint = (style, text) => `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m`;
