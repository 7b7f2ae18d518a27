import type { AdmittedPod, Obstacle, PolicyCheck } from '../policy-check';
import { containerContextsOf } from '../security-contexts';
import { unlessOwnUsers } from '../user-namespace-exemption';

export const procMount: PolicyCheck = {
  id: 'procMount',
  level: 'baseline',
  versions: [
    { since: 0, obstacles: unmasked },
    { since: 35, obstacles: unlessOwnUsers(unmasked) },
  ],
};

export const procMountRestricted: PolicyCheck = {
  id: 'procMount_restricted',
  level: 'restricted',
  versions: [{ since: 35, obstacles: unmasked }],
  overrides: 'procMount',
};

function unmasked({ pod }: AdmittedPod): Obstacle[] {
  return containerContextsOf(pod).flatMap(({ path, context: { procMount: got } }) =>
    got === undefined || got === 'Default' ? [] : [{ path: `${path}.procMount`, got, allowed: 'Default' }],
  );
}
