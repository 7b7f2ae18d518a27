import type { SelectorProblem } from './selector-parser';

/** A word of a selector, and where it stands. */
export interface Token {
  readonly kind:
    | 'label'
    | 'string'
    | 'all'
    | 'global'
    | 'has'
    | '('
    | ')'
    | '{'
    | '}'
    | ','
    | '=='
    | '!='
    | '!'
    | '&&'
    | '||'
    | 'contains'
    | 'starts with'
    | 'ends with'
    | 'in'
    | 'not in'
    | 'end';
  /** The label, or the text between the quotes; empty for all other kinds. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const LONGEST_LABEL = 512;

const SIGNS = ['(', ')', '{', '}', ',', '==', '!=', '!', '&&', '||'] as const;

/** Words that are operators after a label only; elsewhere they are labels. Two words may stand together or apart. */
const OPERATORS = [
  ['contains', /contains(?![A-Za-z0-9_./-])/y],
  ['starts with', /starts[ \t]*with[ \t]*(?![A-Za-z0-9_./ \t-])/y],
  ['ends with', /ends[ \t]*with[ \t]*(?![A-Za-z0-9_./ \t-])/y],
  ['not in', /not[ \t]*in[ \t]*(?![A-Za-z0-9_./ \t-])/y],
  ['in', /in(?![A-Za-z0-9_./-])/y],
] as const;

/** After these nothing begins: whoever writes a word means `&&` or `||`. */
const ENDS: ReadonlySet<Token['kind']> = new Set<Token['kind']>(['string', 'has', 'all', 'global', ')', '}']);

/** What people write instead. */
const MISTAKEN: Readonly<Record<string, string>> = {
  '=': 'equality is written ==',
  '&': '"and" is written &&',
  '|': '"or" is written ||',
  '\n': 'a selector stands on one line, in YAML after >-',
  '\r': 'a selector stands on one line, in YAML after >-',
};

const LABEL = /[A-Za-z0-9_./-]+/y;
const OPENING = /(has|all|global)\([ \t]*/y;
const CLOSING = /[ \t]*\)/y;
const BLANKS = /[ \t]*/y;

/** The token that begins at or after a position; what a word means depends on the token before it. */
export function nextToken(text: string, position: number, before: Token | undefined): Token | SelectorProblem {
  const start = position + length(BLANKS, text, position);
  const token = (kind: Token['kind'], size: number, value = ''): Token => ({ kind, value, start, end: start + size });
  if (start >= text.length) return token('end', 0);
  const first = text[start];
  if (first === '"' || first === "'") {
    const close = text.indexOf(first, start + 1);
    if (close < 0) return { problem: 'the quotes are not closed', at: start };
    return token('string', close + 1 - start, text.slice(start + 1, close));
  }
  const sign = SIGNS.find((each) => text.startsWith(each, start));
  if (sign !== undefined) return token(sign, sign.length);
  if (first in MISTAKEN) return { problem: MISTAKEN[first], at: start };
  if (before?.kind === 'label') return operator(text, start, before, token);
  if (before !== undefined && ENDS.has(before.kind))
    return { problem: 'the selector should end or go on with && or || here', at: start };
  return word(text, start, token);
}

type Make = (kind: Token['kind'], size: number, value?: string) => Token;

function operator(text: string, start: number, { value }: Token, token: Make): Token | SelectorProblem {
  for (const [kind, form] of OPERATORS) {
    const size = length(form, text, start);
    if (size > 0) return token(kind, size);
  }
  return { problem: `an operator belongs after the label ${value}`, at: start };
}

/** A label, or a word with brackets: they count as one only when nothing stands between word and bracket. */
function word(text: string, start: number, token: Make): Token | SelectorProblem {
  OPENING.lastIndex = start;
  const call = OPENING.exec(text)?.[1] as 'has' | 'all' | 'global' | undefined;
  if (call === undefined) return label(text, start, (value) => token('label', value.length, value));
  const inside = OPENING.lastIndex;
  const close = (at: number, value = ''): Token | SelectorProblem => {
    const size = length(CLOSING, text, at);
    return size === 0
      ? { problem: `the bracket of ${call}( is not closed`, at }
      : token(call, at + size - start, value);
  };
  return call === 'has' ? label(text, inside, (value) => close(inside + value.length, value)) : close(inside);
}

function label(text: string, at: number, use: (value: string) => Token | SelectorProblem): Token | SelectorProblem {
  const size = length(LABEL, text, at);
  if (size === 0) return { problem: 'a label belongs here: letters, digits and _ . / - only', at };
  if (size > LONGEST_LABEL) return { problem: `the label has more than ${LONGEST_LABEL} characters`, at };
  return use(text.slice(at, at + size));
}

function length(form: RegExp, text: string, at: number): number {
  form.lastIndex = at;
  return form.exec(text)?.[0].length ?? 0;
}
