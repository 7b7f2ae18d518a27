import type { Cluster } from '../manifests/cluster';
import type { PodTemplate } from '../manifests/pod-template';
import { POD_SECURITY_LABEL } from '../windows/labels';
import type { PodSecurityPolicy } from './pod-security';
import type { PodSecurityLevelName } from './policy-check';

const LEVELS: readonly PodSecurityLevelName[] = ['privileged', 'baseline', 'restricted'];
const MODES = ['enforce', 'audit', 'warn'] as const;
const VERSION = /^v1\.(0|[1-9]\d*)$/;

/** From this policy version on, the restricted level leaves Windows pods alone with what only Linux has. */
export const WINDOWS_FITS_RESTRICTED_SINCE = 25;

/** A label of a namespace that says something to Pod Security admission, and its companion. */
export interface PodSecurityLabels {
  readonly level: string;
  readonly version: string;
}

/** For each of the three modes, enforce first. */
export const POD_SECURITY_LABELS: readonly PodSecurityLabels[] = MODES.map((mode) => {
  const level = POD_SECURITY_LABEL.replace(/enforce$/, mode);
  return { level, version: `${level}-version` };
});

export function isPodSecurityLevel(text: string): text is PodSecurityLevelName {
  return (LEVELS as readonly string[]).includes(text);
}

export function isPodSecurityVersion(text: string): boolean {
  return text === 'latest' || VERSION.test(text);
}

/** What the labels of a namespace enforce; nothing where they name no level, or none that there is. */
export function enforcedBy(labels: Readonly<Record<string, string>> = {}): PodSecurityPolicy | undefined {
  const [enforce] = POD_SECURITY_LABELS;
  const level = labels[enforce.level];
  if (level === undefined || !isPodSecurityLevel(level)) return undefined;
  const version = VERSION.exec(labels[enforce.version] ?? '')?.[1];
  return { level, ...(version === undefined ? {} : { version: Number(version) }) };
}

/** What the namespace of a pod enforces, when the pod says in which it is and the namespace is among the objects. */
export function enforcedPolicyOf(template: PodTemplate, cluster: Cluster): PodSecurityPolicy | undefined {
  return enforcedBy(cluster.homeOf(template)?.metadata?.labels);
}
