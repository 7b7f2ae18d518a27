import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'mount-propagation',
  summary: 'Windows has no mount propagation.',
  why: 'HostToContainer silently becomes none; Bidirectional the API server refuses, since it needs privileged, which Windows forbids.',
  fix: 'Leave propagation out.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.volumeMounts ?? []).flatMap((mount, index) =>
        mount.mountPropagation !== undefined && mount.mountPropagation !== 'None'
          ? [{ path: `${path}.volumeMounts[${index}].mountPropagation`, got: mount.mountPropagation }]
          : [],
      ),
    ),
});
