import type { Severity } from '../rules/rule';

/** How many of what, in one line: `2 errors, 1 warning`. */
export function countsOf(findings: readonly { readonly severity: Severity }[]): string {
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${nameOf(severity, count)}`];
  });
  return parts.join(', ') || 'nothing found';
}

function nameOf(severity: Severity, count: number): string {
  if (severity === 'info') return count === 1 ? 'piece of advice' : 'pieces of advice';
  return count === 1 ? severity : `${severity}s`;
}
