import { describe, expect, test } from 'vitest';
import { RULE_IDS } from '../rules';
import { ALL, CATALOGUE } from './catalogue';
import { refusalOf } from './refusal-of';

describe.each(Object.entries(CATALOGUE))('an author who, in %s,', (_, misuses) => {
  // a loop, since test.each would cut the sentences short
  for (const misuse of misuses) {
    test(misuse.title, () => {
      const { message, atSynth } = refusalOf(misuse);
      expect(message).toMatchSnapshot();
      expect(message).toContain(`\n  Rule: ${misuse.rule} (`);
      expect(atSynth).toBe(misuse.atSynth ?? false);
    });
  }
});

test('every title is there once', () => {
  expect(new Set(ALL.map(({ title }) => title)).size).toBe(ALL.length);
});

test('every rule is in the catalogue', () => {
  expect([...new Set(ALL.map(({ rule }) => rule))].sort()).toEqual([...RULE_IDS].sort());
});
