import { expect, test } from 'vitest';
import { quantityOf } from '../../../lib/api-server/quantity';
import { quoteArgument } from '../../../lib/windows/command-line';
import { podOf, said, WINDOWS } from './found-in';

const LENGTH = 100_000;

test('a long quantity is read', () => {
  expect(quantityOf(`${'0'.repeat(LENGTH)}x`)).toBeUndefined();
  expect(quantityOf(`${'0'.repeat(LENGTH)}1`)).toBe(1);
});

test('a long argument is quoted', () => {
  const backslashes = '\\'.repeat(LENGTH);
  expect(quoteArgument(`${backslashes} a`)).toBe(`"${backslashes} a"`);
  expect(quoteArgument(` ${backslashes}"`)).toBe(`" ${backslashes}${backslashes}\\""`);
});

test('a long word behind ping is no address', () => {
  const containers = [{ name: 'web', image: 'web', command: ['ping', `${')'.repeat(LENGTH)}a`] }];
  expect(said('command-ping', [podOf({ ...WINDOWS, containers })])).toEqual([]);
});
