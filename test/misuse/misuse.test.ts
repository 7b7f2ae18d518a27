import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { POD_RULES } from '../../lib/rules/pod-rules';
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

describe('every rule that the core can refuse by is in the catalogue', () => {
  const constructs = join(__dirname, '..', '..', 'constructs');
  const core = ['container', 'placement', 'pod-template', 'selector'].map((name) => `rendering/${name}`);
  const own = ['run-as-user', 'target-cluster', 'windows-namespace', 'windows-runtime-class', 'windows-version'];
  const used = [...core, ...own].flatMap((name) =>
    [...readFileSync(join(constructs, `${name}.ts`), 'utf8').matchAll(/lib\/rules\/([a-z-]+)'/g)].map(([, id]) => id),
  );
  const ids = new Set([...used.filter((id) => id !== 'pod-rules'), ...POD_RULES.map(({ id }) => id)]);
  const elsewhere = ['gmsa-init-container', 'netlogon-repair'];

  test.each([...ids].filter((id) => !elsewhere.includes(id)))('%s', (id) => {
    expect(ALL.map(({ rule }) => rule)).toContain(id);
  });
});
