import { expect, test } from 'vitest';
import { keysOf, valueAt } from '../../../lib/manifests/value-at';

const HOLDER = { a: { b: 1, c: null, d: { e: false } } };

test.each([
  ['a.b', 1],
  ['a.c', null],
  ['a.d.e', false],
  ['a.c.x', undefined],
  ['a.b.x', undefined],
  ['x.y', undefined],
])('at %s stands %s', (path, value) => {
  expect(valueAt(HOLDER, path)).toBe(value);
});

test('the keys of a path are its fields', () => {
  expect(keysOf('a.d.e')).toEqual(['a', 'd', 'e']);
});
