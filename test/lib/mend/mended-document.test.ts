import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { follow } from '../../../lib/manifests/yaml-path';
import { yamlTree } from '../../../lib/manifests/yaml-tree';
import { yamlValue } from '../../../lib/manifests/yaml-value';
import { mendedDocument } from '../../../lib/mend/mended-document';
import type { Mend } from '../../../lib/rules/rule';
import { jsonObjects } from '../manifests/json-values';
import { chooser, laidOut } from '../manifests/layout';

const remove: Mend = { remove: true };
const set = (value: string | number | boolean): Mend => ({ set: value });
const mend = (text: string, path: string, how: Mend) => mendedDocument(text, [{ path, mend: how }]);

describe('a field is taken away', () => {
  test.each([
    ['with its line', 'a: 1\nb: 2\nc: 3\n', 'b', 'a: 1\nc: 3\n'],
    ['and the comment behind it stays', 'a: 1\nb: 2 # why\nc: 3\n', 'b', 'a: 1\n# why\nc: 3\n'],
    [
      'with the lines of its value, whose comments stay',
      'a:\n  b: # b\n    - 1\n    # two\n    - "#2" # and\n  c: 3\n',
      'a.b',
      'a:\n  # b\n  # two\n  # and\n  c: 3\n',
    ],
    [
      'with its block of text, but not the comment of that',
      'a:\n  b: | # b\n    # x\n  c: 3\n',
      'a.b',
      'a:\n  # b\n  c: 3\n',
    ],
    [
      'and comments between move before the dash of the next one',
      'a:\n  - b: 1 # b\n    # about c\n    c: 2\n',
      'a[0].b',
      'a:\n  # b\n  # about c\n  - c: 2\n',
    ],
    [
      'with what means nothing without it',
      'a:\n  securityContext: # why\n    b: 1\n  c: 2\n',
      'a.securityContext.b',
      'a:\n  # why\n  c: 2\n',
    ],
    [
      'with all around it that means nothing without it',
      'a: { metadata: { annotations: { b: 1 } }, c: 2 }\n',
      'a.metadata.annotations.b',
      'a: { c: 2 }\n',
    ],
    ['with its block of text', 'a:\n  b: |\n    x\n    y\n  c: 3\n', 'a.b', 'a:\n  c: 3\n'],
    ['at the end of the file', 'a: 1\nb: 2', 'b', 'a: 1\n'],
    [
      'and comments around it stay',
      '# one\na: 1\n# two\nb: 2\n\n# three\nc: 3\n',
      'b',
      '# one\na: 1\n# two\n\n# three\nc: 3\n',
    ],
    ['and the next one takes its place behind a dash', 'a:\n  - b: 1\n    c: 2\n', 'a[0].b', 'a:\n  - c: 2\n'],
    ['between the others of a list entry', 'a:\n  - b: 1\n    c: 2\n    d: 3\n', 'a[0].c', 'a:\n  - b: 1\n    d: 3\n'],
    [
      'and what held nothing else holds nothing',
      'a:\n  b: # why\n    c: 1\nd: 2\n',
      'a.b.c',
      'a:\n  b: {} # why\nd: 2\n',
    ],
    ['and a list entry that held nothing else as well', 'a:\n  - b: 1\n', 'a[0].b', 'a:\n  - {}\n'],
    ['in braces', 'a: { b: 1, c: 2, d: 3 }\n', 'a.b', 'a: { c: 2, d: 3 }\n'],
    ['between others in braces', 'a: { b: 1, c: [x, y], d: 3 }\n', 'a.c', 'a: { b: 1, d: 3 }\n'],
    ['as the last in braces', 'a: { b: 1, c: 2 }\n', 'a.c', 'a: { b: 1 }\n'],
    ['as the only one in braces', 'a: { b: 1 }\n', 'a.b', 'a: {}\n'],
    ['with line ends of Windows', 'a: 1\r\nb: 2\r\nc: 3\r\n', 'b', 'a: 1\r\nc: 3\r\n'],
    ['in JSON', '{\n  "a": 1,\n  "b": 2\n}\n', 'b', '{\n  "a": 1\n}\n'],
    ['at the head of JSON', '{\n  "a": 1,\n  "b": 2\n}\n', 'a', '{\n  "b": 2\n}\n'],
    ['in JSON on one line', '{"a":1,"b":{"c":2},"d":3}', 'b.c', '{"a":1,"b":{},"d":3}'],
    ['by a key in brackets', 'a:\n  x.y/z: 1\n  c: 2\n', 'a[x.y/z]', 'a:\n  c: 2\n'],
    ['where it has no value', 'a: 1\nb:\nc: 3\n', 'b', 'a: 1\nc: 3\n'],
  ])('%s', (_, text, path, result) => {
    expect(mend(text, path, remove)).toBe(result);
  });
});

describe('an entry of a list is taken away', () => {
  test.each([
    ['with its lines', 'a:\n  - b: 1\n    c: 2\n  - d: 3\n', 'a[0]', 'a:\n  - d: 3\n'],
    ['at the depth of the key', 'a:\n- 1\n- 2\nb: 3\n', 'a[1]', 'a:\n- 1\nb: 3\n'],
    ['as the only one', 'a:\n  - 1\nb: 2\n', 'a[0]', 'a: []\nb: 2\n'],
    ['in brackets', 'a: [x, "y", z]\n', 'a[1]', 'a: [x, z]\n'],
  ])('%s', (_, text, path, result) => {
    expect(mend(text, path, remove)).toBe(result);
  });
});

describe('a value is written', () => {
  test.each([
    ['in the place of another', 'a: b # why\n', 'a', set('c'), 'a: c # why\n'],
    ['in the quotes of another', 'a: "b"\n', 'a', set('c'), 'a: "c"\n'],
    ['in single quotes', "a: 'b'\n", 'a', set("it's"), "a: 'it''s'\n"],
    ['in quotes where it needs some', 'a: b\n', 'a', set('yes'), "a: 'yes'\n"],
    ['in quotes where YAML would read something else', 'a: b\n', 'a', set('c: d'), "a: 'c: d'\n"],
    ['as a number', 'a: "1"\n', 'a', set(1), 'a: 1\n'],
    ['as true', 'a: "yes"\n', 'a', set(true), 'a: true\n'],
    ['where there is none', 'a: 1\nb: # why\nc: 2\n', 'b', set(true), 'a: 1\nb: true # why\nc: 2\n'],
    ['into a list', 'a:\n  - x\n  - y\n', 'a[1]', set('z'), 'a:\n  - x\n  - z\n'],
    ['into JSON', '{"a": 1}', 'a', set('x'), '{"a": "x"}'],
  ])('%s', (_, text, path, how, result) => {
    expect(mend(text, path, how)).toBe(result);
  });
});

describe('a new field is written', () => {
  test.each([
    ['before the others', 'a:\n  # why\n  b: 1\n', 'a.c', set(true), 'a:\n  # why\n  c: true\n  b: 1\n'],
    [
      'with those around it',
      'a:\n    b: 1\n',
      'a.os.name',
      set('windows'),
      'a:\n    os:\n      name: windows\n    b: 1\n',
    ],
    ['at the root', 'b: 1\n', 'a', set(1), 'a: 1\nb: 1\n'],
    ['behind a dash', 'a:\n  - b: 1\n', 'a[0].c', set(2), 'a:\n  - c: 2\n    b: 1\n'],
    ['in braces', 'a: { b: 1 }\n', 'a.os.name', set('windows'), 'a: { os: { name: windows }, b: 1 }\n'],
    ['in empty braces', 'a: {}\n', 'a[x.y/z]', set('w'), 'a: { x.y/z: w }\n'],
    ['in JSON', '{"a":{"b":1}}', 'a.c', set('d'), '{"a":{"c": "d", "b":1}}'],
    ['on a line of JSON', '{\n  "a": 1\n}\n', 'c', set('d'), '{\n  "c": "d",\n  "a": 1\n}\n'],
    ['with line ends of Windows', 'a:\r\n  b: 1\r\n', 'a.c', set(2), 'a:\r\n  c: 2\r\n  b: 1\r\n'],
  ])('%s', (_, text, path, how, result) => {
    expect(mend(text, path, how)).toBe(result);
  });
});

describe('nothing is touched where', () => {
  test.each([
    ['an alias shares the place', 'a: &x { b: 1 }\nc: *x\n', 'c.b', remove],
    ['an anchor shares the place', 'a: &x\n  b: 1\nc: *x\n', 'a.b', set(2)],
    ['a merge brings it in', 'a: &x { b: 1 }\nc:\n  <<: *x\n', 'c.b', remove],
    ['it is the object itself', 'a: 1\n', '', remove],
    ['there is nothing to take away', 'a: 1\n', 'b', remove],
    ['the value has a tag', 'a: !!str 1\n', 'a', set(2)],
    ['the text is a block', 'a: |\n  b\n', 'a', set('c')],
    ['an entry of a list is missing', 'a: []\n', 'a[0].b', set(1)],
    ['an anchor in it is used elsewhere', 'a:\n  b: &x 1\n  c: *x\n', 'a.b', remove],
    ['a comment in braces would', 'a: { b: 1, # about b\n  c: 2 }\n', 'a.b', remove],
    ['the parent is no mapping', 'a: text\n', 'a.b', set(1)],
    ['the key is written at length', '? a\n: 1\n', 'b', set(1)],
  ])('%s', (_, text, path, how) => {
    expect(mend(text, path, how)).toBe(text);
  });
});

test.each([
  ['all fields but one', 'a:\n  - b: 1\n    c: 2\n    d: 3\n', ['a[0].b', 'a[0].c'], 'a:\n  - d: 3\n'],
  ['all fields', 'a:\n  b: 1\n  c: 2\n', ['a.b', 'a.c'], 'a: {}\n'],
  [
    'all fields of what means nothing without',
    'a: 1\nsecurityContext:\n  b: 1\n  c: 2\n',
    ['securityContext.b', 'securityContext.c'],
    'a: 1\n',
  ],
  ['neighbours in brackets', 'a: [0, 1, 2, 3, 4]\n', ['a[0]', 'a[1]', 'a[3]'], 'a: [2, 4]\n'],
  ['entries of a list', 'a:\n  - 0\n  - 1\n  - 2\n', ['a[0]', 'a[2]'], 'a:\n  - 1\n'],
  ['a field and what is in it', 'a:\n  b:\n    c: 1\n  d: 2\n', ['a.b', 'a.b.c'], 'a:\n  d: 2\n'],
])('taken away together: %s', (_, text, paths, result) => {
  expect(
    mendedDocument(
      text,
      paths.map((path) => ({ path, mend: remove })),
    ),
  ).toBe(result);
});

test('one change that cannot be made does not make the others slow', () => {
  const fields = Array.from({ length: 2000 }, (_, index) => `f${index}`);
  const text = `a: &x { e: 1 }\nb: *x\n${fields.map((name) => `${name}: 1\n`).join('')}`;
  const wishes = [...fields, 'b.e', 'f1999.no'].map((path) => ({ path, mend: set(2) }));
  const before = performance.now();
  expect(mendedDocument(text, wishes).match(/: 2$/gm)).toHaveLength(2000);
  expect(performance.now() - before).toBeLessThan(10_000);
}, 30_000);

test('several changes are made at once, and one that cannot be made stops no other', () => {
  const text = 'a:\n  b: 1\n  c: 2\nd: &x { e: 1 }\nf: *x\ng: 3\n';
  const wishes = [
    { path: 'a.b', mend: remove },
    { path: 'a.c', mend: remove },
    { path: 'f.e', mend: remove },
    { path: 'g', mend: set(4) },
  ];
  expect(mendedDocument(text, wishes)).toBe('a: {}\nd: &x { e: 1 }\nf: *x\ng: 4\n');
});

/** The paths that the API server would write, of all values. */
function pathsIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const own = path === '' ? [] : [path];
  if (Array.isArray(value)) return [...own, ...value.flatMap((item, index) => pathsIn(item, `${path}[${index}]`))];
  return [...own, ...Object.entries(value).flatMap(([key, item]) => pathsIn(item, `${path}[${key}]`))];
}

test('in random objects and layouts exactly one thing changes, comments stay, and most changes can be made', () => {
  const how = fc.constantFrom(remove, remove, set('windows'), set("it's: #new"), set(4711));
  let done = 0;
  let all = 0;
  fc.assert(
    fc.property(jsonObjects, fc.gen(), fc.nat(), fc.boolean(), how, (object, random, which, isNew, change) => {
      const { text } = laidOut(
        object,
        chooser(random, (max) => fc.nat({ max })),
      );
      const paths = pathsIn(object);
      const chosen = paths[which % paths.length] ?? '';
      const path = isNew && 'set' in change ? `${chosen}.quiteNew` : chosen;
      const result = mend(text, path, change);
      all++;
      if (result === text) return;
      done++;
      const comments = (source: string) =>
        source.split('\n').filter((line) => /^\s*# it's a "comment": \{\{/.test(line)).length;
      expect(comments(result)).toBe(comments(text));
      const after = follow(yamlTree(result), path);
      if ('set' in change) expect(after.missing).toBe('');
      expect(yamlValue(yamlTree(result))).not.toEqual(yamlValue(yamlTree(text)));
    }),
    { numRuns: 300, endOnFailure: true },
  );
  expect(done / all).toBeGreaterThan(0.4);
}, 30_000);
