import { titleOf } from '../manifests/kubernetes-object';
import type { Finding } from './finding';

/** How many of the other objects a finding names. */
const NAMED = 3;

/** What several objects owe to one cause is told at the first of them, with the names of others. */
export function oncePerCause(findings: Finding[]): Finding[] {
  const byCause = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.cause === undefined) continue;
    const key = `${finding.rule.id} ${finding.cause}`;
    const same = byCause.get(key);
    if (same === undefined) byCause.set(key, [finding]);
    else same.push(finding);
  }
  if (byCause.size === 0) return findings;
  const told = new Map([...byCause.values()].map(([first, ...others]) => [first, withOthers(first, others)]));
  return findings.flatMap((finding) => (finding.cause === undefined ? [finding] : (told.get(finding) ?? [])));
}

function withOthers(finding: Finding, others: readonly Finding[]): Finding {
  if (others.length === 0) return finding;
  const names = others.slice(0, NAMED).map(({ object }) => titleOf(object));
  const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
  return { ...finding, problem: `${finding.problem}; the same holds for ${names.join(', ')}${more}` };
}
