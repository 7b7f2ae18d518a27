import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isSelectorKey,
  isSelectorValue,
  type LabelRequirement,
  requireLabels,
  selectorOf,
} from '../../../lib/isolation/selector';

/**
 * Calico's grammar, as far as `selectorOf` uses it, read the way Calico's tokenizer does: a string runs from a quote to the
 * next quote of the same kind, whatever stands between.
 */
function read(selector: string): LabelRequirement[] {
  if (selector === 'all()') return [];
  const found: LabelRequirement[] = [];
  let rest = selector;
  const take = (pattern: RegExp): string[] | undefined => {
    const match = new RegExp(`^(?:${pattern.source})`).exec(rest);
    if (match === null) return undefined;
    rest = rest.slice(match[0].length);
    return match;
  };
  const string = () => {
    const match = take(/"([^"]*)"|'([^']*)'/);
    if (match === undefined) throw new Error(`no string at: ${rest}`);
    return match[1] ?? match[2];
  };
  do {
    const has = take(/(!?)has\(([A-Za-z0-9_./-]+)\)/);
    if (has !== undefined) {
      found.push({ key: has[2], operator: has[1] ? 'DoesNotExist' : 'Exists', values: [] });
      continue;
    }
    const key = take(/([A-Za-z0-9_./-]+) /)?.[1];
    const operator = take(/==|!=|in|not in/)?.[0];
    take(/ /);
    if (key === undefined || operator === undefined) throw new Error(`no condition at: ${rest}`);
    const values: string[] = [];
    if (take(/\{/) === undefined) values.push(string());
    else {
      while (take(/\}/) === undefined) {
        values.push(string());
        take(/, /);
      }
    }
    found.push({ key, operator: operator === '==' || operator === 'in' ? 'In' : 'NotIn', values });
  } while (take(/ && /) !== undefined);
  if (rest !== '') throw new Error(`left over: ${rest}`);
  return found;
}

const key = fc.stringMatching(/^[A-Za-z0-9_./-]{1,20}$/);
const value = fc.string().filter(isSelectorValue);
const requirement: fc.Arbitrary<LabelRequirement> = fc.oneof(
  fc.record({
    key,
    operator: fc.constantFrom('In' as const, 'NotIn' as const),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ key, operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const), values: fc.constant([]) }),
);

describe('a selector', () => {
  test('of one label compares it', () => {
    expect(selectorOf(requireLabels({ app: 'web' }))).toBe('app == "web"');
  });

  test('of nothing is all pods', () => {
    expect(selectorOf([])).toBe('all()');
  });

  test.each<[LabelRequirement, string]>([
    [{ key: 'app', operator: 'In', values: ['b', 'a', 'b'] }, 'app in {"a", "b"}'],
    [{ key: 'app', operator: 'NotIn', values: ['b', 'a'] }, 'app not in {"a", "b"}'],
    [{ key: 'app', operator: 'NotIn', values: ['a'] }, 'app != "a"'],
    [{ key: 'app', operator: 'Exists', values: [] }, 'has(app)'],
    [{ key: 'app', operator: 'DoesNotExist', values: [] }, '!has(app)'],
  ])('writes %j in Calico’s words', (one, text) => {
    expect(selectorOf([one])).toBe(text);
  });

  test('has one form, in whatever order its conditions came', () => {
    fc.assert(
      fc.property(fc.array(requirement, { maxLength: 4 }), (requirements) => {
        expect(selectorOf([...requirements].reverse())).toBe(selectorOf(requirements));
      }),
    );
  });

  test('takes the other quotes for a value that has one kind', () => {
    expect(selectorOf(requireLabels({ a: 'say "x"' }))).toBe(`a == 'say "x"'`);
    expect(selectorOf(requireLabels({ a: "it's" }))).toBe(`a == "it's"`);
  });

  test('is read back as what was required, whatever stands in the values', () => {
    const normal = (requirements: readonly LabelRequirement[]) =>
      [...new Set(requirements.map((one) => JSON.stringify({ ...one, values: [...one.values].sort() })))].sort();
    fc.assert(
      fc.property(fc.array(requirement, { maxLength: 4 }), (requirements) => {
        const back = read(selectorOf(requirements)).map(({ key: name, operator, values }) => ({
          key: name,
          operator,
          values,
        }));
        const required = requirements.map(({ key: name, operator, values }) => ({ key: name, operator, values }));
        expect(normal(back)).toEqual(normal(required));
      }),
    );
  });

  test('cannot be made of a value with both kinds of quotes', () => {
    expect(isSelectorValue(`"it's"`)).toBe(false);
  });

  test.each(['', 'a b', 'a"', 'ä', 'a(b)', 'a'.repeat(513)])('cannot be made of the key %j', (name) => {
    expect(isSelectorKey(name)).toBe(false);
  });
});
