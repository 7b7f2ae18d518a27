import * as fc from 'fast-check';

const PIECES = [
  '\n',
  ' ',
  '  ',
  '-',
  '- ',
  ': ',
  ':',
  '#',
  ' #',
  '"',
  "'",
  '|',
  '|-\n  x',
  '|+\n',
  '>',
  '[',
  ']',
  '{',
  '}',
  ',',
  '&a',
  '*a',
  '!',
  '!!int ',
  '~',
  'yes',
  '0x1f',
  '1_0',
  '08',
  '.5',
  '1e3',
  '\r\n',
  '\t',
  '...',
  '---',
  '\n---\n',
  '%',
  '<<: ',
  'é',
  '\u2028',
  '\ufeff',
  '=',
  '?',
  '? ',
  '@',
  '`',
  '\\',
  'a: b',
  '\n  ',
  '\n- ',
  '\n    c: d',
  'null',
  '.inf',
  '-0',
  '{{ .x }}',
  '\u0000',
  '{}',
  '[]',
  '__proto__: 1',
  '\n  ]',
  '\n}',
  '[ #c\n',
  '|#c\n',
  '|2\n',
  '"a\n  b"',
  "'c\n\n  d'",
  '"\\\n  e"',
  '\\/',
  '\n? ',
  '\n: ',
  '!!str ',
  '!!float 1',
  '\u0085',
  'http://x?y=1',
  '1.50: ',
  '<<: *a',
];

type Mutation = (text: string) => string;

const at = fc.double({ min: 0, max: 1, noNaN: true });
const one: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(at, fc.constantFrom(...PIECES)).map(
    ([where, piece]): Mutation =>
      (text) => {
        const index = Math.floor(where * text.length);
        return text.slice(0, index) + piece + text.slice(index);
      },
  ),
  fc.tuple(at, fc.integer({ min: 1, max: 5 })).map(
    ([where, length]): Mutation =>
      (text) => {
        const index = Math.floor(where * text.length);
        return text.slice(0, index) + text.slice(index + length);
      },
  ),
  fc.tuple(at, fc.constantFrom(-2, -1, 1, 2)).map(
    ([where, by]): Mutation =>
      (text) =>
        onLine(text, where, (line) => (by > 0 ? ' '.repeat(by) + line : line.slice(-by))),
  ),
  fc.tuple(at, at).map(
    ([where, from]): Mutation =>
      (text) => {
        const lines = text.split('\n');
        const copied = lines[Math.floor(from * (lines.length - 1))];
        return onLine(text, where, (line) => `${line}\n${copied}`);
      },
  ),
);

function onLine(text: string, where: number, change: (line: string) => string): string {
  const lines = text.split('\n');
  const index = Math.floor(where * (lines.length - 1));
  return lines.map((line, number) => (number === index ? change(line) : line)).join('\n');
}

/** A few random changes, such as typing mistakes and worse. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(one, { minLength: 1, maxLength: 4 })
  .map((all) => (text) => all.reduce((changed, mutate) => mutate(changed), text));

/** Pieces of YAML in a row. */
export const snippets: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 10 })
  .map((pieces) => pieces.join(''));
