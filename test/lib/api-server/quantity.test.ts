import { describe, expect, test } from 'vitest';
import { quantityOf } from '../../../lib/api-server/quantity';

describe('a quantity is read as a number', () => {
  test.each<[string | number, number]>([
    ['1', 1],
    [2, 2],
    [0.5, 0.5],
    ['500m', 0.5],
    ['1Gi', 2 ** 30],
    ['1.5Mi', 1.5 * 2 ** 20],
    ['300M', 300e6],
    ['2k', 2000],
    ['1E', 1e18],
    ['1e3', 1000],
    ['1E3', 1000],
    ['5e-1', 0.5],
    ['100n', 1e-7],
    ['.5', 0.5],
    ['1.', 1],
    ['+1', 1],
    ['-1', -1],
    [' 1Gi ', 2 ** 30],
    ['0', 0],
  ])('%j', (text, number) => {
    expect(quantityOf(text)).toBeCloseTo(number, 12);
  });
});

describe('what the API server cannot read is none', () => {
  test.each(['', ' ', '512MB', '1GB', '1 Gi', 'Gi', '.', '1.2.3', '1,5Gi', '1ki', '1K', 'all', '1e', '0x10', 'NaN'])(
    '%j',
    (text) => {
      expect(quantityOf(text)).toBeUndefined();
    },
  );

  test('nor is what is no number in a program', () => {
    expect(quantityOf(Number.NaN)).toBeUndefined();
    expect(quantityOf(Number.POSITIVE_INFINITY)).toBeUndefined();
  });
});
