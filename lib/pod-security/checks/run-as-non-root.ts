import type { AdmittedPod, Obstacle, PolicyCheck } from '../policy-check';
import { containerContextsOf } from '../security-contexts';
import { unlessOwnUsers } from '../user-namespace-exemption';

export const runAsNonRoot: PolicyCheck = {
  id: 'runAsNonRoot',
  level: 'restricted',
  versions: [
    { since: 0, obstacles: maybeRoot },
    { since: 35, obstacles: unlessOwnUsers(maybeRoot) },
  ],
};

/** Nobody may say false, not even a pod whose containers all say true. */
function maybeRoot({ pod }: AdmittedPod): Obstacle[] {
  const ofPod = pod.securityContext?.runAsNonRoot;
  const containers = containerContextsOf(pod).flatMap(({ path, context: { runAsNonRoot: got } }) =>
    got === false || (got === undefined && ofPod === undefined)
      ? [{ path: `${path}.runAsNonRoot`, got, allowed: true }]
      : [],
  );
  return [
    ...(ofPod === false ? [{ path: 'securityContext.runAsNonRoot', got: false, allowed: true }] : []),
    ...containers,
  ];
}
