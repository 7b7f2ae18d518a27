import { containersOf } from '../manifests/pod-spec';
import { subPathProblem } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'sub-path',
  summary: 'A subPath is relative and does not climb.',
  why: 'The kubelet refuses absolute paths and .. elements, with either slash, when the container starts.',
  fix: 'Name a folder inside the volume.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.volumeMounts ?? []).flatMap((mount, index) => {
        const problem = mount.subPath === undefined ? undefined : subPathProblem(mount.subPath);
        return problem === undefined
          ? []
          : [{ path: `${path}.volumeMounts[${index}].subPath`, got: mount.subPath, problem }];
      }),
    ),
});
