import { storedPod } from '../api-server/stored-pod';
import { withoutNulls } from '../api-server/without-nulls';
import type { PodSpec } from '../manifests/pod-spec';
import { POLICY_CHECKS } from './checks';
import type { Obstacle, PodSecurityLevelName, PolicyCheck, PolicyCheckVersion } from './policy-check';

/** A level of the Pod Security Standards, as a namespace enforces it. */
export interface PodSecurityPolicy {
  readonly level: PodSecurityLevelName;
  /** The minor of the policy version, `25` for `v1.25`; the latest of the server when missing. */
  readonly version?: number;
  /** The minor of the API server: it drops fields whose gates are off, and knows no later policy. The newest when missing. */
  readonly server?: number;
}

/** One reason why a pod does not fit a policy. */
export interface PodSecurityObstacle extends Obstacle {
  /** The check that refuses it, as kubernetes/pod-security-admission calls it. */
  readonly check: string;
}

/**
 * All that a policy refuses about a pod; nothing when the pod is admitted. What all obstacles of one check name being put
 * right, the check is satisfied. A pod is a Windows pod exactly when its `os` says so.
 */
export function podSecurityObstacles(
  pod: PodSpec,
  { level, version, server = Number.POSITIVE_INFINITY }: PodSecurityPolicy,
  annotations: Readonly<Record<string, string>> = {},
): PodSecurityObstacle[] {
  const stored = storedPod(withoutNulls(pod), server);
  return checksOf(level, Math.min(version ?? server, server)).flatMap(({ id, obstacles }) =>
    obstacles({ pod: stored, annotations }).map((obstacle) => ({ check: id, ...obstacle })),
  );
}

/** The strictest level that admits the pod, in the latest version of the policy. */
export function podSecurityLevelOf(pod: PodSpec): PodSecurityLevelName {
  const fits = (level: PodSecurityLevelName) => podSecurityObstacles(pod, { level }).length === 0;
  if (!fits('baseline')) return 'privileged';
  return fits('restricted') ? 'restricted' : 'baseline';
}

/** The checks of a level, each as that version of the policy has it; restricted ones replace some of baseline. */
function checksOf(level: PodSecurityLevelName, version: number): (PolicyCheckVersion & { id: string })[] {
  const current = POLICY_CHECKS.flatMap((check) => {
    const applies = level === 'restricted' || (level === 'baseline' && check.level === 'baseline');
    const inForce = check.versions.filter(({ since }) => since <= version).pop();
    return applies && inForce !== undefined ? [{ check, inForce }] : [];
  });
  const replaced = current.map(({ check }: { check: PolicyCheck }) => check.overrides);
  return current
    .filter(({ check }) => !replaced.includes(check.id))
    .map(({ check, inForce }) => ({ id: check.id, ...inForce }));
}
