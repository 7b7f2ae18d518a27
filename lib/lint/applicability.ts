import { NEWEST_KUBERNETES, OLDEST_KUBERNETES, type Target } from '../platforms/target';
import type { Rule, Severity } from '../rules/rule';

/** Whether a rule has anything to say of that target: without a platform only what holds everywhere is said. */
export function appliesTo(rule: Rule, { platform, kubernetes }: Target): boolean {
  if (rule.platforms !== undefined && (platform === undefined || !rule.platforms.includes(platform.id))) return false;
  const { since = 0, before = Number.POSITIVE_INFINITY } = rule.kubernetes ?? {};
  if (kubernetes !== undefined) return since <= kubernetes && kubernetes < before;
  return since <= NEWEST_KUBERNETES && OLDEST_KUBERNETES < before;
}

/** An error that holds for some of the versions in question is a warning as long as nobody says which version it is. */
export function severityIn({ severity, kubernetes: range }: Rule, { kubernetes }: Target): Severity {
  if (severity !== 'error' || kubernetes !== undefined || range === undefined) return severity;
  const { since = 0, before = Number.POSITIVE_INFINITY } = range;
  return since <= OLDEST_KUBERNETES && NEWEST_KUBERNETES < before ? severity : 'warning';
}
