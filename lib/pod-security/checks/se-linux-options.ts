import type { PodSpec } from '../../manifests/pod-spec';
import type { Obstacle, PolicyCheck } from '../policy-check';
import { contextsOf } from '../security-contexts';

const TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

export const seLinuxOptions: PolicyCheck = {
  id: 'seLinuxOptions',
  level: 'baseline',
  versions: [
    { since: 0, obstacles: ({ pod }) => others(pod, TYPES) },
    { since: 31, obstacles: ({ pod }) => others(pod, [...TYPES, 'container_engine_t']) },
  ],
};

function others(pod: PodSpec, types: readonly string[]): Obstacle[] {
  return contextsOf(pod).flatMap(({ path, context }) => {
    const { type = '', user = '', role = '' } = context.seLinuxOptions ?? {};
    const refused = { ...(types.includes(type) ? {} : { type }), ...(user ? { user } : {}), ...(role ? { role } : {}) };
    return Object.entries(refused).map(([field, got]) => ({ path: `${path}.seLinuxOptions.${field}`, got }));
  });
}
