import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { yamlText } from '../../../lib/synth/yaml-text';

const stock = (value: unknown) => Yaml.stringify(value);

const words = fc.constantFrom(
  ...[
    '',
    '~',
    'null',
    'Null',
    'NULL',
    'y',
    'Y',
    'yes',
    'No',
    'on',
    'OFF',
    'true',
    'False',
    'n',
    '<<',
    '=',
    '-',
    '?',
    '- a',
    '? a',
    '-a',
    '?a',
  ],
  ...[
    '1',
    '01',
    '08',
    '0o7',
    '0x1F',
    '0b1',
    '1_000',
    '+1',
    '-1',
    '1.',
    '.5',
    '1e3',
    '1E-3',
    '.inf',
    '-.INF',
    '.nan',
    '1:30',
    '12:30:45',
    '190:20:30.15',
    '1.5e',
    '_1',
  ],
  ...['2026-11-21', '2026-11-21T10:00:00Z', '2001-12-14 21:59:43.10 -5', '10.0.20348', '1.0', '100m', '512Mi', '0.5'],
  ...[
    'a: b',
    'a:b',
    'a:',
    ':a',
    ' a',
    'a ',
    'a #b',
    'a#b',
    '#a',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '>-',
    '%a',
    '@a',
    '`a',
    '[a',
    '{a',
    'a]',
    "'a",
    '"a',
    "a'b",
    'a"b',
    `a'b"c`,
    'a\\b',
    'a,b',
  ],
  ...[
    '---',
    '--- a',
    '...',
    '....',
    '---a',
    'a\n---\nb',
    'a\n...\n',
    '%\na',
    'C:\\app\\config',
    'NT AUTHORITY\\system',
    'https://example.com/a?b=c#d',
  ],
  ...[
    'a\nb',
    'a\nb\n',
    'a\nb\n\n',
    '\na',
    '\n',
    ' \n',
    'a\n \n',
    'a \nb',
    'a\n b',
    ' a\nb',
    '\ta\nb',
    'a\tb',
    '\t',
    'a\r\nb',
    'a\rb',
    'a\n\n\nb\n',
    '  a\n  b\n',
    'a\n\t',
    'a\n#b',
    'a\nb: c\n',
  ],
  ...[
    '\u0000',
    '\u0007',
    '\u001b',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ud800',
    '😀',
    'größe',
    '\u007f',
    'a\u0000\nb',
    '\u00a0a',
    'a\u00a0',
    '\u3000a',
  ],
);
const strings = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 2, arbitrary: fc.array(words, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.array(words, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('\n')) },
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...' \t\n-:#?a0.\'"\\|>%') }),
  fc.string({ minLength: 100, maxLength: 300 }),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, 1e21, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53),
);
const { values } = fc.letrec<{ values: unknown }>((tie) => ({
  values: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'values', withCrossShrink: true },
    { weight: 5, arbitrary: strings },
    numbers,
    fc.boolean(),
    fc.constantFrom(null, undefined),
    { weight: 3, arbitrary: fc.dictionary(strings, tie('values'), { maxKeys: 4, noNullPrototype: true }) },
    { weight: 2, arbitrary: fc.array(tie('values'), { maxLength: 4 }) },
  ),
}));

describe('yamlText', () => {
  test('writes whatever JSON can hold byte for byte as cdk8s does', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(yamlText(value, stock)).toBe(stock(value));
      }),
      { numRuns: Number(process.env.RUNS ?? 3000) },
    );
  });

  test('writes numbers that JSON does not tell apart, or does not hold, as cdk8s does', () => {
    const value = { numbers: [0, -0, 1e21, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] };
    expect(yamlText(value, stock)).toBe(stock(value));
  });

  test('writes anchors for an object that stands in two places, as cdk8s does', () => {
    const shared = { app: 'web' };
    const value = { matchLabels: shared, labels: shared };
    expect(yamlText(value, stock)).toBe(stock(value));
    expect(yamlText(value, stock)).toContain('*a1');
  });

  test('asks nobody else for what manifests usually hold', () => {
    const manifest = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web', version: '1.0' }, annotations: {} },
      data: { 'app.json': '{\n  "a": "b"\n}\n', path: 'C:\\app', flag: 'yes', list: 'a\n\nb', empty: '' },
      items: [{ a: 1, b: [true, null] }, [], [[1, 2], 'x']],
    };
    const nobody = () => {
      throw new Error('asked');
    };
    expect(yamlText(manifest, nobody)).toBe(stock(manifest));
  });
});
