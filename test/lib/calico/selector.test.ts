import { describe, expect, test } from 'vitest';
import { matches, type Selector, selectorText } from '../../../lib/calico/selector';
import { isSelector, parseSelector, type SelectorProblem } from '../../../lib/calico/selector-parser';
import { exactly } from '../../../lib/manifests/label-selector';

function parsed(text: string): Selector {
  const result = parseSelector(text);
  if (!isSelector(result)) throw new Error(`${result.problem} at ${result.at}`);
  return result;
}

const problem = (text: string) => parseSelector(text) as SelectorProblem;

describe('the canonical form', () => {
  test.each([
    ['', 'all()'],
    [' \t', 'all()'],
    ['all( )', 'all()'],
    ['global()', 'global()'],
    ["a=='b'", 'a == "b"'],
    ['a == \'say "x"\'', 'a == \'say "x"\''],
    ['a in {"z","b", \'b\',}', 'a in {"b", "z"}'],
    ['a notin {}', 'a not in {}'],
    ['a not\tin {"x"}', 'a not in {"x"}'],
    ['a startswith "x" && b ends  with "y"', '(a starts with "x" && b ends with "y")'],
    ['! (a == "b"&& ! c != "d")', '!(a == "b" && !c != "d")'],
    ['!a == "b"', '!a == "b"'],
    ['!!has( a )', 'has(a)'],
    ['a == "1" && b == "2" || has(c)', '((a == "1" && b == "2") || has(c))'],
    ['a == "1" && (b == "2" || has(c))', '(a == "1" && (b == "2" || has(c)))'],
    ['((((has(a)))))', 'has(a)'],
    ['in in {"x"} && contains contains "y"', '(in in {"x"} && contains contains "y")'],
    ['all == "x" && has == "y" && global != "z"', '(all == "x" && has == "y" && global != "z")'],
    ['a.b/c_d-E == ""', 'a.b/c_d-E == ""'],
  ])('of %j is %j', (text, canonical) => {
    expect(selectorText(parsed(text))).toBe(canonical);
    expect(selectorText(parsed(canonical))).toBe(canonical);
  });
});

describe('a text that is no selector', () => {
  test.each([
    ['a', 1, /operator belongs after the label a, not at the end/],
    ['a ==', 4, /value in quotes belongs here, not at the end/],
    ['a == b', 5, /value in quotes/],
    ['a = "b"', 2, /equality is written ==/],
    ['has(a) & has(b)', 7, /written &&/],
    ['has(a) | has(b)', 7, /written \|\|/],
    ['a == "b', 5, /quotes are not closed/],
    ['a == "b" c', 9, /should end or go on/],
    ['a == "b" has(c)', 9, /should end or go on/],
    ['has (a)', 4, /operator belongs after the label has/],
    ['has(a', 5, /bracket of has\( is not closed/],
    ['has()', 4, /label belongs here/],
    ['all(x)', 4, /bracket of all\( is not closed/],
    ['has(ä)', 4, /label belongs here/],
    [`has(${'a'.repeat(513)})`, 4, /more than 512/],
    ['a == {"b"}', 5, /value in quotes/],
    ['a in ("b")', 5, /set of values in braces/],
    ['a in {"b" "c"}', 10, /closing brace/],
    ['a in {,}', 6, /closing brace/],
    ['a inside {"b"}', 2, /operator belongs/],
    ['a containsx "b"', 2, /operator belongs/],
    ['(has(a)', 7, /closing bracket belongs here, not at the end/],
    ['has(a))', 6, /should end/],
    ['has(a) &&', 9, /condition on a label belongs here, not at the end/],
    ['!', 1, /condition/],
    ['a == "b"\n&& has(c)', 8, /stands on one line/],
    ['('.repeat(100_000), 500, /500 deep/],
  ])('such as %.40j says where', (text, at, said) => {
    expect(problem(text)).toMatchObject({ at, problem: expect.stringMatching(said) });
  });

  test('may have as many negations as it likes', () => {
    expect(selectorText(parsed(`${'!'.repeat(100_001)}has(a)`))).toBe('!has(a)');
  });
});

describe('a selector on labels', () => {
  const LABELS = { app: 'web', empty: '', constructor_: 'x' };
  const answer = (text: string, labels: Readonly<Record<string, string>> = LABELS) =>
    matches(parsed(text), exactly(labels));

  test.each([
    ['app == "web"', true],
    ['app == "we"', false],
    ['app != "web"', false],
    ['app contains "e"', true],
    ['app contains ""', true],
    ['app starts with "we"', true],
    ['app ends with "we"', false],
    ['app in {"web", "db"}', true],
    ['app not in {"web"}', false],
    ['app in {}', false],
    ['has(empty) && empty == ""', true],
    ['!has(app) || !has(empty)', false],
    ['all() && global()', true],
  ])('%s is %s', (text, expected) => {
    expect(answer(text)).toBe(expected);
  });

  test.each([
    ['none == "x"', false],
    ['none != "x"', true],
    ['none in {"x"}', false],
    ['none not in {"x"}', true],
    ['none contains ""', false],
    ['none starts with ""', false],
    ['has(none)', false],
    ['has(constructor)', false],
    ['toString != "x"', true],
  ])('that are absent: %s is %s', (text, expected) => {
    expect(answer(text)).toBe(expected);
  });

  test('that nobody knows is open, unless something else decides', () => {
    const open = (text: string) => matches(parsed(text), (key) => (key === 'app' ? 'web' : undefined));
    expect(open('team == "a"')).toBeUndefined();
    expect(open('!(team in {"a"})')).toBeUndefined();
    expect(open('team == "a" && app == "web"')).toBeUndefined();
    expect(open('team == "a" && app == "db"')).toBe(false);
    expect(open('team == "a" || app == "web"')).toBe(true);
    expect(open('has(team) || app == "db"')).toBeUndefined();
  });
});
