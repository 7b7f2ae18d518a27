import type { Violation } from '../rules/violation';
import { whatIsWrong } from './what-is-wrong';

/**
 * The one place that turns a violation into words, in the order: what, got, why, do this, link.
 *
 *     shop/web: containers[0].securityContext.privileged is true
 *       A Windows container cannot be privileged.
 *       Why:  …
 *       Do:   …
 *       Rule: linux-only-field (https://…)
 */
export function sentence(violation: Violation): string {
  return `${foundAt(violation)}\n${adviceOn(violation)}`;
}

/** The first line: what, and got. */
export function foundAt(violation: Violation): string {
  return `${violation.subject}: ${whatIsWrong(violation.field, violation)}`;
}

/** The other lines, which are the same for all that break a rule in one way. */
export function adviceOn({ rule, fix = rule.fix }: Pick<Violation, 'rule' | 'fix'>): string {
  return [`  ${rule.summary}`, `  Why:  ${rule.why}`, `  Do:   ${fix}`, `  Rule: ${rule.id} (${rule.reference})`].join(
    '\n',
  );
}
