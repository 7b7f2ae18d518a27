import { describe, expect, test } from 'vitest';
import { YamlProblem } from '../../../lib/manifests/yaml-problem';
import { yamlTrees } from '../../../lib/manifests/yaml-tree';
import { UnknownTag, yamlValue } from '../../../lib/manifests/yaml-value';

const read = (text: string) => yamlTrees(text).map(yamlValue);

function problem(text: string): YamlProblem {
  try {
    read(text);
  } catch (error) {
    if (error instanceof YamlProblem) return error;
    throw error;
  }
  throw new Error('It was read.');
}

describe('it reads', () => {
  test.each([
    ['aliases', 'a: &x { b: 1 }\nc: *x\n', { a: { b: 1 }, c: { b: 1 } }],
    ['a merge', 'a: &x { b: 1, c: 2 }\nd:\n  <<: *x\n  c: 3\n', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
    ['a merge that comes later and wins, as for kubectl', 'a: 1\n<<: { a: 2 }\n', { a: 2 }],
    ['a merge of several, of which the first wins', '<<: [{ a: 1 }, { a: 2, b: 3 }]\n', { a: 1, b: 3 }],
    ['quoted arrows as a key', '"<<": { a: 1 }\n', { '<<': { a: 1 } }],
    ['keys that are no texts as texts', 'yes: a\n8080: b\n1.50: c\n', { true: 'a', '8080': 'b', '1.5': 'c' }],
    ['quotes as texts', 'a: "yes"\nb: \'1\'\n', { a: 'yes', b: '1' }],
    [
      'tags of YAML',
      'a: !!str 1\nb: !!int "2"\nc: !!map { d: !!seq [] }\ne: ! 3\n',
      { a: '1', b: 2, c: { d: [] }, e: '3' },
    ],
    ['tags in full', 'a: !<tag:yaml.org,2002:str> 1\n', { a: '1' }],
    ['folded texts', 'a: >-\n  b\n  c\n\n  d\nb: x\n  y\n', { a: 'b c\nd', b: 'x y' }],
    ['a key named like a member of objects', '__proto__: { a: 1 }\n', JSON.parse('{"__proto__":{"a":1}}')],
    ['several documents', 'a: 1\n...\n', { a: 1 }],
  ])('%s', (_, text, value) => {
    expect(read(text)).toEqual([value]);
  });
});

describe('it says what to do about', () => {
  test.each([
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 10, "the key 'a' stands here a second time: keep one of them"],
    ['tabs', 'a:\n\tb: 1\n', 3, 'write spaces'],
    ['open double quotes', 'a: b # "\nc: "d\ne: f\n', 12, 'opened here'],
    ['open single quotes', "a: it's\nb: 'c", 11, 'opened here'],
    ['open brackets', 'a: {b: [c], d: "}"\ne: f\n', 3, 'opened here'],
    ['a comma that is missing', 'a: ["b" "c"]\n', 8, 'a comma is missing'],
    ['a colon in a text', 'a: b: c\n', 4, 'needs quotes'],
    ['a template', 'a: {{ .b }}\n', 4, 'rendered first'],
    ['an alias of nothing', 'a: *x\n', 3, 'names no anchor'],
    ['an alias of what holds it', 'a: &x [*x]\n', 7, 'stands for something that holds it'],
    ['a merge of a text', '<<: text\n', 4, 'takes a mapping'],
    ['a value that does not fit its tag', 'a: !!int x\n', 9, "'x' does not fit its tag !!int"],
    ['numbers that JSON does not have', 'a: .inf\n', 3, 'quote it'],
    ['a wrong escape', 'a: "C:\\data"\n', 7, 'write every backslash twice'],
  ])('%s', (_, text, offset, message) => {
    const found = problem(text);
    expect(found.message).toContain(message);
    expect(found.offset).toBe(offset);
  });

  test('tags of other programs', () => {
    expect(problem('a: !Ref b\n')).toBeInstanceOf(UnknownTag);
    expect(problem('a: !Sub [b]\n').message).toContain('Kubernetes knows no tag !Sub');
  });
});

describe('it refuses in no time', () => {
  test('a few aliases that expand to billions of values', () => {
    const lines = ['a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(problem(lines.join('\n')).message).toContain('aliases expand to more than 500000 values');
  });

  test('the same by merges', () => {
    const wide = Array.from({ length: 1000 }, (_, i) => `k${i}: ${i}`).join(', ');
    const lines = [`base: &base { ${wide} }`, ...Array.from({ length: 2000 }, (_, i) => `m${i}: { <<: *base }`)];
    expect(problem(lines.join('\n')).message).toContain('aliases expand to more than');
  });

  test.each([
    ['lists', '['.repeat(10_000)],
    ['closed lists', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['mappings', Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['lists of lists', `${'- '.repeat(10_000)}a\n`],
    ['keys', '? '.repeat(10_000)],
  ])('%s nested ten thousand deep', (_, text) => {
    const start = performance.now();
    expect(() => problem(text)).not.toThrow();
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
