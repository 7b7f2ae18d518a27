import { containersOf } from '../manifests/pod-spec';
import { mountPathProblem } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'mount-path',
  summary: 'This mount path cannot work on Windows.',
  why: 'The API server takes any text that is not empty; containerd or Windows refuses it when the container starts.',
  fix: "Use a path such as 'C:\\\\data' or '/data' (which means C:\\data).",
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/windows-storage/',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.volumeMounts ?? []).flatMap((mount, index) => {
        const problem = mountPathProblem(mount.mountPath);
        return problem === undefined
          ? []
          : [
              {
                path: `${path}.volumeMounts[${index}].mountPath`,
                got: mount.mountPath,
                problem,
              },
            ];
      }),
    ),
});
