import { containersOf } from '../manifests/pod-spec';
import { subPathProblem } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'sub-path',
  topic: 'volumes',
  summary: 'A subPath must be relative and must not climb.',
  why: 'The API server refuses a path that begins with / or has .. between slashes, the kubelet one with a drive or with backslashes when the container starts. Inside the volume a subPath of a directory or of a file works with containerd; the page on Windows storage, which lists subPaths as unsupported, speaks of Docker.',
  fix: 'Name a folder inside the volume.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts:
            - { name: data, mountPath: 'C:\\data', subPath: 'C:\\web' }
      volumes:
        - { name: data, emptyDir: {} }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts:
            - { name: data, mountPath: 'C:\\data', subPath: web }
      volumes:
        - { name: data, emptyDir: {} }
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.volumeMounts ?? []).flatMap((mount, index) =>
        (['subPath', 'subPathExpr'] as const).flatMap((field) => {
          const got = mount[field];
          const problem = got === undefined ? undefined : subPathProblem(got);
          return problem === undefined ? [] : [{ path: `${path}.volumeMounts[${index}].${field}`, got, problem }];
        }),
      ),
    ),
});
