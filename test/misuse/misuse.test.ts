import { describe, expect, test } from 'vitest';
import { POD_RULES } from '../../lib/rules/pod-rules';
import { RULES } from '../../lib/rules/rules';
import { ALL, CATALOGUE } from './catalogue';
import { refusalOf } from './refusal-of';

describe.each(Object.entries(CATALOGUE))('an author who, in %s,', (_, misuses) => {
  // a loop, since test.each would cut the sentences short
  for (const misuse of misuses) {
    test(misuse.title, () => {
      const { message, atSynth } = refusalOf(misuse);
      // a line of the catalogue moves with all that is written above it
      expect(message.replace(/(\.ts):\d+/g, '$1')).toMatchSnapshot();
      expect(message).toContain(`\n  Rule: ${misuse.rule} (`);
      expect(atSynth).toBe(misuse.atSynth ?? false);
    });
  }
});

test('every title is there once', () => {
  expect(new Set(ALL.map(({ title }) => title)).size).toBe(ALL.length);
});

test('every rule that only constructs can break, and every rule that they ask of pods, is in the catalogue', () => {
  const known = new Set(ALL.map(({ rule }) => rule));
  const ofConstructs = [...RULES.filter(({ bad }) => bad === undefined), ...POD_RULES];
  expect(ofConstructs.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
});
