import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import type { Rule } from '../../../lib/rules/rule';
import { RULES } from '../../../lib/rules/rules';
import { objectsOf } from '../../objects-of';

const withExamples = RULES.filter(({ bad, good }) => bad !== undefined || good !== undefined);

/** What the rules say of an example on the cluster for which it is written: `severity rule path`. */
function said(text: string | undefined, { example = {} }: Rule): string[] {
  const { kubernetes, platform } = example;
  const target = { kubernetes, platform: platform === undefined ? undefined : PLATFORMS[platform] };
  return lint(objectsOf(text ?? ''), { target }).map(({ severity, rule, path }) => `${severity} ${rule.id} ${path}`);
}

describe.each(withExamples)('$id', (rule) => {
  test('finds its mistake in the bad example, as grave as its page says, and no rule finds another', () => {
    const findings = said(rule.bad, rule);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(new RegExp(`^${rule.severity} ${rule.id} `));
  });

  test('is content with the good example, and so is every other', () => {
    expect(objectsOf(rule.good ?? '').length).toBeGreaterThan(0);
    expect(said(rule.good, rule)).toEqual([]);
  });
});
