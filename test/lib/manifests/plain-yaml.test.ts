import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlainYaml } from '../../../lib/manifests/plain-yaml';
import { documentsOf } from '../../../lib/manifests/yaml-documents';
import { YamlProblem } from '../../../lib/manifests/yaml-problem';
import { yamlTrees } from '../../../lib/manifests/yaml-tree';
import { yamlValue } from '../../../lib/manifests/yaml-value';
import { unindented } from '../../../lib/report/unindented';
import { RULES } from '../../../lib/rules/rules';
import { jsonObjects } from './json-values';
import { chooser, laidOut } from './layout';
import { mutations } from './mutations';

/** What the parser of all of YAML makes of a document. */
function fully(text: string): unknown {
  try {
    const values = yamlTrees(text).map(yamlValue);
    return values.length === 0 ? null : values.length === 1 ? values[0] : 'several documents';
  } catch (error) {
    if (error instanceof YamlProblem) return error;
    throw error;
  }
}

function expectAgreement(text: string): boolean {
  const found = readPlainYaml(text);
  if (found !== undefined) expect([text, found.value]).toEqual([text, fully(text)]);
  return found !== undefined;
}

const EXAMPLES = RULES.flatMap(({ bad, good }) => [bad, good])
  .filter((example): example is string => example !== undefined)
  .flatMap((example) => documentsOf(unindented(example)).map(({ text }) => text));

test('random objects in random layouts read as the full parser reads them, and not all are left to it', () => {
  let read = 0;
  let all = 0;
  fc.assert(
    fc.property(jsonObjects, fc.gen(), (object, random) => {
      all++;
      if (
        expectAgreement(
          laidOut(
            object,
            chooser(random, (max) => fc.nat({ max })),
          ).text,
        )
      )
        read++;
    }),
    { numRuns: 500 },
  );
  expect(read / all).toBeGreaterThan(0.15);
});

test('a manifest with random changes reads as the full parser reads it, or is left to it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...EXAMPLES), mutations, (text, mutate) => {
      expectAgreement(mutate(text));
    }),
    { numRuns: 2000 },
  );
});

test('the examples of the rules are read without the full parser', () => {
  const left = EXAMPLES.filter((text) => !expectAgreement(text) && !text.includes('\t'));
  expect(left.length / EXAMPLES.length).toBeLessThan(0.1);
});

describe('it reads', () => {
  test.each([
    ['nothing but comments', '# one\n\n# two\n', null],
    ['a mark and a comment behind it', '--- # first\na: 1\n', { a: 1 }],
    ['lists at the depth of their key', 'a:\n- 1\n- 2\nb: 3\n', { a: [1, 2], b: 3 }],
    ['lists below their key', 'a:\n    - 1\n    - b: c\n      d:\n', { a: [1, { b: 'c', d: null }] }],
    ['both kinds of quotes', "a: \"x\\ny: \\u00e9\"\nb: 'it''s # so' # why\n", { a: 'x\ny: é', b: "it's # so" }],
    [
      'flow style on a line',
      'a: [1, "b c", {d: e f}]\nb: { c: [], d: {} }\n',
      { a: [1, 'b c', { d: 'e f' }], b: { c: [], d: {} } },
    ],
    [
      'literal blocks',
      'a: |\n  x\n   y\n\n  z\n\nb: |-\n  x\nc: |+\n  x\n\nd: 1\n',
      { a: 'x\n y\n\nz\n', b: 'x', c: 'x\n\n', d: 1 },
    ],
    ['line ends of Windows', 'a: x\r\nb:\r\n  - |\r\n    y\r\n  - z # why\r\n', { a: 'x', b: ['y\n', 'z'] }],
    ['colons and hashes inside of words', 'a: http://x#y\nb: c:d\n', { a: 'http://x#y', b: 'c:d' }],
    ['arguments', 'a:\n  - --flag=1\n  - -1\n', { a: ['--flag=1', -1] }],
  ])('%s', (_, text, value) => {
    expect(readPlainYaml(text)).toEqual({ value });
    expect(fully(text)).toEqual(value);
  });
});

describe('it leaves to the full parser', () => {
  test.each([
    ['anchors and aliases', 'a: &x 1\nb: *x\n'],
    ['merges', '<<: {a: 1}\n'],
    ['tags', 'a: !!str 1\n'],
    ['texts of several lines', 'a: b\n  c\n'],
    ['folded blocks', 'a: >\n  b\n'],
    ['keys that are no texts', 'yes: 1\n'],
    ['a second time', 'a: 1\na: 2\n'],
    ['what every object has', 'constructor: 1\n'],
    ['tabs', 'a:\tb\n'],
    ['several documents', 'a: 1\n...\nb: 2\n'],
    ['templates', 'a: {{ .b }}\n'],
    ['broken indentation', 'a: 1\n b: 2\n'],
    ['open quotes', 'a: "b\n'],
    ['a list that is none', 'a: -b: c\n- d\n'],
  ])('%s', (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });
});
