import { describe, expect, test } from 'vitest';
import { sentence } from '../../../lib/report/sentence';
import { defineRule } from '../../../lib/rules/rule';

const rule = defineRule({
  id: 'some-rule',
  summary: 'Something holds.',
  why: 'Something happens.',
  fix: 'Do something.',
  topic: 'volumes',
  severity: 'error',
  verdict: 'api',
  reference: 'https://example.com/rule',
});

const first = (got: unknown) => sentence({ rule, subject: 'shop/web', field: 'prop', got }).split('\n')[0];

describe('a sentence', () => {
  test('says what, got, why, do this, link, in this order', () => {
    expect(sentence({ rule, subject: 'shop/web', field: 'containers[0].image', got: 'app' })).toMatchInlineSnapshot(`
      "shop/web: containers[0].image is 'app'
        Something holds.
        Why:  Something happens.
        Do:   Do something.
        Rule: some-rule (https://example.com/rule)"
    `);
  });

  test('names the problem and what is allowed, when the rule can', () => {
    const text = sentence({ rule, subject: 's', field: 'f', got: 1, problem: 'it is odd', allowed: 'even numbers' });
    expect(text).toMatch(/^s: f is 1: it is odd \(allowed: even numbers\)\n/);
  });

  test('takes the fix of the case over that of the rule', () => {
    const text = sentence({ rule, subject: 's', field: 'f', fix: 'Do this instead.' });
    expect(text).toContain('Do:   Do this instead.');
    expect(text).not.toContain('Do something.');
  });
});

describe('a value is shown as', () => {
  test.each([
    ['missing', undefined, 'prop is missing'],
    ['null', null, 'prop is null'],
    ['a quoted text', 'text', "prop is 'text'"],
    ['an empty text', '', "prop is ''"],
    ['a text with single backslashes', 'C:\\data', "prop is 'C:\\data'"],
    ['a number', 70000, 'prop is 70000'],
    ['NaN', Number.NaN, 'prop is NaN'],
    ['infinity', Number.POSITIVE_INFINITY, 'prop is Infinity'],
    ['a big number', 10n, 'prop is 10'],
    ['a truth value', false, 'prop is false'],
    ['a list', ['sh', '-c'], 'prop is ["sh","-c"]'],
    ['an object', { add: ['ALL'] }, 'prop is {"add":["ALL"]}'],
    ['control characters that can be seen', 'a\tb\u0085', "prop is 'a\\u0009b\\u0085'"],
  ])('%s', (_, got, shown) => {
    expect(first(got)).toBe(`shop/web: ${shown}`);
  });

  test('an excerpt, when it is long', () => {
    expect(first('x'.repeat(1000))).toBe(`shop/web: prop is '${'x'.repeat(199)}…`);
  });
});
