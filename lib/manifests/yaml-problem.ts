import { YAMLException } from 'js-yaml';

/** Why a text cannot be read, and where. */
export class YamlProblem extends Error {
  public constructor(
    message: string,
    /** Offset in the text. */
    public readonly offset: number,
  ) {
    super(message);
  }
}

/** What YAML says in its own words, and in words that say what to do. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/tab characters must not be used/, 'a tab indents this line, and YAML takes spaces only: write spaces'],
  [/within a double quoted scalar/, 'a text in double quotes has no end: close the quotes'],
  [
    /deficient indentation/,
    'a bracket or quotes are opened further up and not closed, or what is in them stands too far left',
  ],
  [
    /within a single quoted scalar/,
    'a text in single quotes has no end: close the quotes, and write a quote inside twice',
  ],
  [/within a flow collection/, 'a bracket is opened and not closed: close it'],
  [/missed comma between flow/, 'a comma is missing between the entries of {…} or […]'],
  [
    /bad indentation of a mapping entry/,
    "this line does not line up with those above; a text that holds ': ' needs quotes",
  ],
  [/bad indentation of a sequence entry/, 'this entry of a list does not line up with those above'],
  [/multiline key may not be an implicit key/, "this line is no 'key: value', and no continuation of the line above"],
  [/expected ':' after a mapping key/, "this line has no ':' after its key"],
  [/whitespace character is expected after the key-value separator/, "a space is missing after the ':'"],
  [/unknown escape sequence/, 'no such escape in double quotes: write every backslash twice, or use single quotes'],
  [/nesting exceeded/, 'it nests deeper than any object of Kubernetes: split it'],
  [/unidentified alias/, 'this alias (*…) names no anchor (&…) of the same document'],
  [/non-printable characters/, 'a control character stands here: delete it, or write it as an escape in double quotes'],
  [
    /cannot start any token|end of the stream or a document separator is expected/,
    'this is no YAML: quote a text that begins with a special character, and line up the keys',
  ],
];

/** What is left open is noticed where something else begins, often many lines below. */
const LEFT_OPEN = /deficient indentation|within a (?:single quoted|double quoted|flow)/;

export function problemOf(error: unknown): YamlProblem {
  if (!(error instanceof YAMLException)) throw error;
  const { reason, mark } = error;
  const offset = mark?.position ?? 0;
  const opening = LEFT_OPEN.test(reason) ? openingBefore(mark?.buffer ?? '', offset) : undefined;
  if (opening !== undefined) return new YamlProblem('what is opened here is not closed: close it', opening);
  const hint = HINTS.find(([pattern]) => pattern.test(reason));
  return new YamlProblem(hint?.[1] ?? `it is no YAML: ${reason}`, offset);
}

const FURTHEST = 200;

/** The bracket or quote in the nearest line above that its line does not close. */
function openingBefore(text: string, offset: number): number | undefined {
  let end = offset;
  for (let count = 0; count < FURTHEST && end >= 0; count++) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const opening = leftOpen(text.slice(start, end));
    if (opening !== undefined) return start + opening;
    end = start - 1;
  }
  return undefined;
}

/** Where a line opens what it does not close; comments do not count. */
function leftOpen(line: string): number | undefined {
  const open: number[] = [];
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(line); token !== null; token = TOKEN.exec(line)) {
    const [text] = token;
    if (text === '"' || text === "'") return token.index;
    if (text === '{' || text === '[') open.push(token.index);
    if (text === '}' || text === ']') open.pop();
  }
  return open[0];
}

/** Quoted texts, brackets, lone quotes where a value begins, comments and all the rest of a line. */
const TOKEN = /(?<=^|[\s:,[{-])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|["'])|[{}[\]]|(?<=^|\s)#.*|[^\s{}[\]"',:]+|./g;
