import { describe, expect, test } from 'vitest';
import { exactly, type KnownLabels, type LabelSelector, picks } from '../../../lib/manifests/label-selector';

const expression = (operator: string, key: string, ...values: string[]): LabelSelector => ({
  matchExpressions: [{ key, operator, values }],
});

describe('where all labels are known', () => {
  const labels = exactly({ app: 'web', tier: 'front' });

  test.each([
    ['an empty selector', {}, true],
    ['labels that are there', { matchLabels: { app: 'web', tier: 'front' } }, true],
    ['one that has another value', { matchLabels: { app: 'web', tier: 'back' } }, false],
    ['one that is missing', { matchLabels: { env: 'test' } }, false],
    ['In', expression('In', 'app', 'db', 'web'), true],
    ['In without the value', expression('In', 'app', 'db'), false],
    ['NotIn', expression('NotIn', 'app', 'db'), true],
    ['NotIn with the value', expression('NotIn', 'app', 'web'), false],
    ['NotIn of a label that is missing', expression('NotIn', 'env', 'test'), true],
    ['Exists', expression('Exists', 'app'), true],
    ['Exists of a label that is missing', expression('Exists', 'env'), false],
    ['DoesNotExist', expression('DoesNotExist', 'app'), false],
    ['DoesNotExist of a label that is missing', expression('DoesNotExist', 'env'), true],
    ['both kinds of conditions', { matchLabels: { app: 'web' }, ...expression('Exists', 'env') }, false],
    ['an operator that is none', expression('Equals', 'app', 'web'), undefined],
  ])('%s', (_what, selector, expected) => {
    expect(picks(selector, labels)).toBe(expected);
  });
});

test('where only some labels are known, what is known decides if it can', () => {
  const labels: KnownLabels = (key) => (key === 'name' ? 'shop' : undefined);
  expect(picks(expression('NotIn', 'name', 'shop'), labels)).toBe(false);
  expect(picks(expression('NotIn', 'name', 'other'), labels)).toBe(true);
  expect(picks(expression('NotIn', 'env', 'test'), labels)).toBeUndefined();
  expect(picks(expression('DoesNotExist', 'env'), labels)).toBeUndefined();
  expect(picks({ matchLabels: { name: 'other', env: 'test' } }, labels)).toBe(false);
});
