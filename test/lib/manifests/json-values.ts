import * as fc from 'fast-check';
import type { Json } from './layout';

const WORDS = [
  'web',
  'yes',
  'no',
  'null',
  '8080',
  '0777',
  '1_000',
  '1e3',
  '.5',
  '~',
  '',
  'C:\\data',
  'a: b',
  'a #b',
  "it's",
];
const TEXTS = [
  '- x',
  '{{ .x }}',
  '# no',
  '%a',
  '@b',
  '`c`',
  '<<',
  '2001-12-14',
  '10:30',
  'kubernetes.io/os',
  'é',
  '日本',
  '👍',
];
const LONG = ['one\ntwo\n', 'one\n\n two\nthree\n', 'a\tb', '\u0007', ' lead', 'trail '];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS, ...TEXTS, ...LONG) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const scalar: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0.5, -1.25, 1e21, 0),
);
const key = fc.oneof(
  fc.constantFrom(
    'apiVersion',
    'kind',
    'metadata',
    'name',
    'spec',
    'a',
    'b',
    'kubernetes.io/os',
    'y',
    '1',
    'a b',
    'a.b[c]',
  ),
  // a path with such keys can be read in several ways
  fc.string({ minLength: 1, maxLength: 6 }).filter((name) => !/[.[\]]/.test(name)),
);

/** Objects of JSON with the texts and keys that YAML reads as something else. */
export const jsonObjects: fc.Arbitrary<{ [name: string]: Json }> = fc.letrec<{
  value: Json;
  object: { [name: string]: Json };
}>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries)),
})).object;
