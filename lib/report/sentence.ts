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
  const text = typeof value === 'object' ? JSON.stringify(value) : visible(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** Control characters would garble a terminal or not be seen at all. */
function visible(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const shown = value.replace(/\p{Cc}/gu, (char) => `\\u${char.codePointAt(0)?.toString(16).padStart(4, '0')}`);
  return `'${shown}'`;
}
