import type { AdmittedPod, Obstacle, PolicyCheck } from '../policy-check';
import { contextsOf } from '../security-contexts';
import { unlessOwnUsers } from '../user-namespace-exemption';

export const runAsUser: PolicyCheck = {
  id: 'runAsUser',
  level: 'restricted',
  versions: [
    { since: 23, obstacles: root },
    { since: 35, obstacles: unlessOwnUsers(root) },
  ],
};

function root({ pod }: AdmittedPod): Obstacle[] {
  return contextsOf(pod).flatMap(({ path, context }) =>
    context.runAsUser === 0 ? [{ path: `${path}.runAsUser`, got: 0 }] : [],
  );
}
