import fc from 'fast-check';
import type { Selector } from '../../lib/calico/selector';
import { selectorText } from '../../lib/calico/selector';

const LABELS = ['app', 'kubernetes.io/os', 'in', 'not', 'has', 'all', 'contains', '-', 'a'.repeat(512)];
const VALUES = ['', 'web', "it's", 'say "x"', 'a, b', '}', 'global()', '\n', 'ä'];

const label = fc.constantFrom(...LABELS);
const value = fc.constantFrom(...VALUES);

const { selector: tree } = fc.letrec<{ selector: Selector }>((tie) => ({
  selector: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      kind: fc.constant('compare' as const),
      label,
      operator: fc.constantFrom(
        '==' as const,
        '!=' as const,
        'contains' as const,
        'starts with' as const,
        'ends with' as const,
      ),
      value,
    }),
    fc.record({ kind: fc.constant('has' as const), label }),
    fc.constant({ kind: 'all' as const }),
    fc.record({
      kind: fc.constant('set' as const),
      label,
      operator: fc.constantFrom('in' as const, 'not in' as const),
      values: fc.array(value, { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), operand: tie('selector') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('selector'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

/** Selectors as people write them: blanks here and there, and some words in other ways. */
export const selectorTexts = fc
  .tuple(tree, fc.constantFrom('', ' ', '\t', '  '), fc.constantFrom('', ' ', '\t'))
  .map(
    ([selector, blank, inside]) =>
      blank +
      selectorText(selector).replaceAll(' && ', `${blank}&&${blank}`).replaceAll('not in', `not${inside}in`) +
      blank,
  );

const TOKENS = [
  'app',
  'a.b/c',
  '"x"',
  "'y'",
  '==',
  '!=',
  '=',
  '!',
  '&&',
  '||',
  '&',
  '|',
  '(',
  ')',
  '{',
  '}',
  ',',
  'in',
  'not',
  'notin',
  'not in',
  'contains',
  'starts',
  'with',
  'startswith',
  'ends with',
  'has(',
  'has(a)',
  'has (a)',
  'all()',
  'all( )',
  'global()',
  'global(\t)',
  '"',
  'ä',
  '\n',
  'a'.repeat(513),
];

/** Texts of the same words, most of which are no selectors. */
export const wordSalads = fc
  .array(fc.tuple(fc.constantFrom(...TOKENS), fc.constantFrom('', ' ')), { maxLength: 8 })
  .map((words) => words.map((pair) => pair.join('')).join(''));

/** Selectors with one character too few, too many or other than it should be. */
export const brokenSelectors = fc
  .tuple(selectorTexts, fc.nat(), fc.constantFrom('', ' ', '"', "'", '(', ')', '!', '&', 'a', '{', ','), fc.nat(1))
  .map(([text, at, insert, remove]) => {
    const position = at % (text.length + 1);
    return text.slice(0, position) + insert + text.slice(position + remove);
  });
