import { describe, expect, test } from 'vitest';
import { YamlProblem } from '../../../lib/manifests/yaml-problem';
import { yamlTree } from '../../../lib/manifests/yaml-tree';
import { yamlValue } from '../../../lib/manifests/yaml-value';

const read = (text: string) => yamlValue(yamlTree(text));

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
    ['a document that ends with dots', 'a: 1\n...\n# why\n', { a: 1 }],
    ['a mark and a comment behind it', '--- # first\na: 1\n', { a: 1 }],
    ['nothing but comments', '# one\n\n# two\n', null],
    [
      'lists at the depth of their key and below it',
      'a:\n- 1\nb:\n  - c:\n    d: 2\n  -\n',
      { a: [1], b: [{ c: null, d: 2 }, null] },
    ],
    ['brackets that close at the margin', 'a: [\n"b",\n]\nc: {\nd: e,\n}\n', { a: ['b'], c: { d: 'e' } }],
    ['quotes over several lines', 'a: "b\nc\\\n  d\n\ne"\nf: \'g\n  h\'\n', { a: 'b cd\ne', f: 'g h' }],
    ['comments without a space before them', 'a: [ #b\n]#c\nd: |#e\n  f\ng: "h"#i\n', { a: [], d: 'f\n', g: 'h' }],
    ['blocks with all headers', 'a: |2-\n    b\n\nc: >+\n  d\n  e\n\nf: |\n  g', { a: '  b', c: 'd e\n\n', f: 'g\n' }],
    [
      'pairs in brackets',
      'a: [b: c, ? d]\ne: {f, "g":h, ? i : j}\n',
      { a: [{ b: 'c' }, { d: null }], e: { f: null, g: 'h', i: 'j' } },
    ],
    [
      'colons and question marks inside of words',
      'a: http://x?y#z\nb: {c: d:e}\n',
      { a: 'http://x?y#z', b: { c: 'd:e' } },
    ],
    ['keys with a question mark', '? a\n: b\n? c\n', { a: 'b', c: null }],
    ['escapes', String.raw`a: "\\\x41\u00e9\U0001F600\_\'\e"`, { a: "\\A\u00e9\u{1f600}\u00a0'\u001b" }],
    ['tags of other programs, which change nothing', 'a: !Ref 1\nb: !Sub [c]\n', { a: '1', b: ['c'] }],
    ['an anchor that is there again', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', { a: 1, b: 1, c: 2, d: 2 }],
    [
      'numbers as keys, as Go writes them',
      '1.10: a\n1e6: b\n0x10: c\n9007199254740993: d\n.inf: e\n',
      { '1.1': 'a', '1e+06': 'b', '16': 'c', '9007199254740993': 'd', '.inf': 'e' },
    ],
  ])('%s', (_, text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe('it says what to do about', () => {
  test.each([
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 10, "the key 'a' stands here a second time: keep one of them"],
    ['tabs', 'a:\n\tb: 1\n', 3, 'write spaces'],
    ['open double quotes', 'a: b # "\nc: "d\ne: f\n', 12, 'close them'],
    ['open single quotes', "a: it's\nb: 'c", 11, 'close them'],
    ['quotes that the next ones close', 'a: "b\nc: "d"\n', 3, 'close them'],
    ['open brackets', 'a: {b: [c], d: "}"\ne: f\n', 3, 'not closed'],
    ['brackets that nothing closes', 'a:\n  b: [\n    c,\n', 8, 'not closed'],
    ['a comma that is missing', 'a: ["b" "c"]\n', 8, 'a comma is missing'],
    ['a colon in a text', 'a: b: c\n', 4, 'needs quotes'],
    ['a template', 'a: {{ .b }}\n', 4, 'rendered first'],
    ['an alias of nothing', 'a: *x\n', 3, 'names no anchor'],
    ['an alias of what holds it', 'a: &x [*x]\n', 7, 'stands for something that holds it'],
    ['a merge of a text', '<<: text\n', 4, 'takes a mapping'],
    ['a value that does not fit its tag', 'a: !!int x\n', 9, "'x' does not fit its tag !!int"],
    ['numbers that JSON does not have', 'a: .inf\n', 3, 'quote it'],
    ['a wrong escape', 'a: "C:\\data"\n', 6, 'write every backslash twice'],
    ['an escaped slash', 'a: "b\\/c"\n', 5, 'write every backslash twice'],
    ['a line too far to the right', 'a: 1\n  b: 2\n', 7, 'does not line up'],
    ['a line too far to the left', '  a: 1\nb: 2\n', 7, 'does not line up'],
    ['a line without a colon', 'a: 1\nb\nc: 2\n', 5, "no 'key: value'"],
    ['a key of more than 1024 characters', `${'a'.repeat(1025)}: 1\n`, 0, '1024 characters at most'],
    ['a character that begins no text', 'a: @b\n', 3, 'quote the text'],
    ['text behind quotes', 'a: "b" c\n', 7, 'quote a text as a whole'],
    ['a control character', 'a: b\u007f\n', 4, 'a control character'],
    ['a header of a block that is none', 'a: |x\n  b\n', 4, 'behind the |'],
    ['a directive', '%YAML 1.1\n', 0, 'takes no directives'],
    ['a document behind dots', 'a: 1\n...\nb: 2\n', 9, 'reads nothing that follows'],
    ['a value behind the mark', '--- a\n', 0, 'nothing but a comment behind ---'],
    ['a tag that is none', 'a: !b{c\n', 3, 'no tag'],
    ['an anchor without a name', 'a: & b\n', 3, 'the name of an anchor'],
    ['two anchors', '&a\n&b c\n', 8, 'one anchor and one tag'],
    ['an empty key', ': a\n', 0, 'needs quotes'],
  ])('%s', (_, text, offset, message) => {
    const found = problem(text);
    expect(found.message).toContain(message);
    expect(found.offset).toBe(offset);
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
    expect(problem(lines.join('\n')).message).toContain('comes from its aliases');
  });

  test('the same by merges', () => {
    const wide = Array.from({ length: 1000 }, (_, i) => `k${i}: ${i}`).join(', ');
    const lines = [`base: &base { ${wide} }`, ...Array.from({ length: 2000 }, (_, i) => `m${i}: { <<: *base }`)];
    expect(problem(lines.join('\n')).message).toContain('comes from its aliases');
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
