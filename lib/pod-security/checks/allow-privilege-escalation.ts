import type { AdmittedPod, Obstacle, PolicyCheck } from '../policy-check';
import { containerContextsOf } from '../security-contexts';
import { unlessWindows } from '../windows-exemption';

export const allowPrivilegeEscalation: PolicyCheck = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  versions: [
    { since: 8, obstacles: notForbidden },
    { since: 25, obstacles: unlessWindows(notForbidden) },
  ],
};

function notForbidden({ pod }: AdmittedPod): Obstacle[] {
  return containerContextsOf(pod).flatMap(({ path, context: { allowPrivilegeEscalation: got } }) =>
    got === false ? [] : [{ path: `${path}.allowPrivilegeEscalation`, got, allowed: false }],
  );
}
