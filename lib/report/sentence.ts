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
  const { rule, subject, field, fix } = violation;
  const lines = [
    `${subject}: ${whatIsWrong(field, violation)}`,
    `  ${rule.summary}`,
    `  Why:  ${rule.why}`,
    `  Do:   ${fix ?? rule.fix}`,
    `  Rule: ${rule.id} (${rule.reference})`,
  ];
  return lines.join('\n');
}
