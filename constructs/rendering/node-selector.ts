import type { Rule } from '../../lib/rules/rule';
import windowsArch from '../../lib/rules/windows-arch';
import windowsBuildConflict from '../../lib/rules/windows-build-conflict';
import { ARCH_LABEL, OS_LABELS, WINDOWS_BUILD_LABEL } from '../../lib/windows/labels';
import type { WindowsPodProps } from '../windows-pod-props';
import { refuse } from './refusal';

/**
 * Refuses a node selector that asks for nodes without Windows, or of another build than the version stated beside it.
 *
 * @param wrongSystem The rule about the operating system: it means one thing on a pod, another on a RuntimeClass.
 */
export function refuseOtherNodes(
  subject: string,
  { nodeSelector, windowsVersion }: Pick<WindowsPodProps, 'nodeSelector' | 'windowsVersion'>,
  wrongSystem: Rule,
): void {
  if (!nodeSelector) return;
  const refuseOthers = (rule: Rule, label: string, allowed: string | undefined) => {
    const got = nodeSelector[label];
    if (got === undefined || allowed === undefined || got === allowed) return;
    refuse(rule, { subject, field: selectorField(label), got, allowed });
  };
  for (const label of OS_LABELS) refuseOthers(wrongSystem, label, 'windows');
  refuseOthers(windowsArch, ARCH_LABEL, 'amd64');
  refuseOthers(windowsBuildConflict, WINDOWS_BUILD_LABEL, windowsVersion?.windowsBuild);
}

export function selectorField(label: string): string {
  return `nodeSelector['${label}']`;
}
