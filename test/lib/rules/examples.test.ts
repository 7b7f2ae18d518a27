import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../lib/lint/finding';
import { lint } from '../../../lib/lint/lint';
import { valueAtServerPath } from '../../../lib/manifests/server-path';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import type { Rule } from '../../../lib/rules/rule';
import { RULES } from '../../../lib/rules/rules';
import { objectsOf } from '../../objects-of';

const withExamples = RULES.filter(({ bad, good }) => bad !== undefined || good !== undefined);

/** What the rules find in an example on the cluster for which it is written. */
function foundIn(text: string | undefined, { example = {} }: Rule): Finding[] {
  const { kubernetes, platform } = example;
  const target = { kubernetes, platform: platform === undefined ? undefined : PLATFORMS[platform] };
  return lint(objectsOf(text ?? ''), { target });
}

/** The same in short: `severity rule path`. */
function said(text: string | undefined, rule: Rule): string[] {
  return foundIn(text, rule).map(({ severity, rule, path }) => `${severity} ${rule.id} ${path}`);
}

describe.each(withExamples)('$id', (rule) => {
  test('finds its mistake in the bad example, as grave as its page says, and no rule finds another', () => {
    const findings = said(rule.bad, rule);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(new RegExp(`^${rule.severity} ${rule.id} `));
  });

  test('tells the truth: the value that it names stands at the path, and nothing where it says so', () => {
    for (const { object, path, within, got, isMissing } of foundIn(rule.bad, rule)) {
      const there = valueAtServerPath(object, path);
      // a text has its own places, and what is given with a problem alone is about the whole
      expect(within !== undefined || got === undefined ? typeof there : there).toEqual(
        within !== undefined ? 'string' : (got ?? (isMissing ? 'undefined' : 'object')),
      );
    }
  });

  test('is content with the good example, and so is every other', () => {
    expect(objectsOf(rule.good ?? '').length).toBeGreaterThan(0);
    expect(said(rule.good, rule)).toEqual([]);
  });
});
