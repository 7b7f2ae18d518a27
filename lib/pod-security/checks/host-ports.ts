import { containersOf, type PodSpec } from '../../manifests/pod-spec';
import type { Obstacle, PolicyCheck } from '../policy-check';

export const hostPorts: PolicyCheck = {
  id: 'hostPorts',
  level: 'baseline',
  versions: [{ since: 0, obstacles: ({ pod }) => [...explicit(pod), ...byHostNetwork(pod)] }],
};

function explicit(pod: PodSpec): Obstacle[] {
  return containersOf(pod).flatMap(({ path, container }) =>
    (container.ports ?? []).flatMap(({ hostPort }, index) =>
      hostPort ? [{ path: `${path}.ports[${index}].hostPort`, got: hostPort }] : [],
    ),
  );
}

/** With hostNetwork every port of a pod is a host port by default. */
function byHostNetwork({ hostNetwork, initContainers = [], containers = [] }: PodSpec): Obstacle[] {
  const hasPorts = [...initContainers, ...containers].some(({ ports }) => ports?.some((port) => port.containerPort));
  return hostNetwork && hasPorts ? [{ path: 'hostNetwork', got: true }] : [];
}
