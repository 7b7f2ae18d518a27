import type { Violation } from '../rules/violation';

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
  const { rule, subject, field, got, allowed, problem, fix } = violation;
  const value = got === undefined ? 'missing' : quote(got);
  const lines = [
    `${subject}: ${field} is ${value}${problem ? `: ${problem}` : ''}${allowed ? ` (allowed: ${allowed})` : ''}`,
    `  ${rule.summary}`,
    `  Why:  ${rule.why}`,
    `  Do:   ${fix ?? rule.fix}`,
    `  Rule: ${rule.id} (${rule.reference})`,
  ];
  return lines.join('\n');
}

const LONGEST_VALUE = 200;

function quote(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
