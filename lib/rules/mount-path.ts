import { containersOf } from '../manifests/pod-spec';
import { mountPathDoubt, mountPathProblem } from '../windows/mount-path';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'mount-path',
  topic: 'volumes',
  summary: 'A mount path must be one that can exist on Windows.',
  why: 'The API server takes any text that is not empty; containerd or Windows refuses it when the container starts.',
  fix: 'Use a path such as C:\\data, or /data, which means C:\\data.',
  fixInCode: "Use a path such as 'C:\\\\data' or '/data' (which means C:\\data).",
  severity: 'error',
  severityInCode: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/windows-storage/',
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
            - { name: data, mountPath: 'C:' }
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
            - { name: data, mountPath: 'C:\\data' }
      volumes:
        - { name: data, emptyDir: {} }
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container: { volumeMounts = [], terminationMessagePath } }) =>
      [
        ...volumeMounts.map(({ mountPath = '' }, index) => ({
          field: `volumeMounts[${index}].mountPath`,
          got: mountPath,
        })),
        ...(terminationMessagePath ? [{ field: 'terminationMessagePath', got: terminationMessagePath }] : []),
      ].flatMap(({ field, got }): Found[] => {
        const problem = mountPathProblem(got);
        if (problem !== undefined) return [{ path: `${path}.${field}`, got, problem }];
        const doubt = mountPathDoubt(got);
        return doubt === undefined ? [] : [{ path: `${path}.${field}`, got, problem: doubt, severity: 'warning' }];
      }),
    ),
});
