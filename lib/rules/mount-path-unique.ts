import { containersOf } from '../manifests/pod-spec';
import { normalizeMountPath } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'mount-path-unique',
  summary: 'Two mounts of a container name the same place.',
  why: 'Windows paths ignore case and the direction of slashes; the API server compares plain strings and refuses equal ones only, with the others the container does not start.',
  fix: 'Mount each volume at a path of its own.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/windows-storage/',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) => {
      const seen = new Map<string, string>();
      return (container.volumeMounts ?? []).flatMap((mount, index) => {
        const place = normalizeMountPath(mount.mountPath);
        const twin = seen.get(place);
        seen.set(place, mount.mountPath);
        if (twin === undefined) return [];
        return [
          {
            path: `${path}.volumeMounts[${index}].mountPath`,
            got: mount.mountPath,
            fix: `Mount it elsewhere: '${twin}' is the same place.`,
          },
        ];
      });
    }),
});
