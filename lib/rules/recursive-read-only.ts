import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'recursive-read-only',
  topic: 'volumes',
  summary: 'A Windows pod must not ask for recursively read-only mounts, which Windows does not have.',
  why: 'A node that cannot do it refuses a mount with recursiveReadOnly: Enabled, and no runtime of Windows can: the container does not start.',
  fix: 'Drop recursiveReadOnly and keep readOnly: true, which works; IfPossible is allowed and does nothing.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#recursive-read-only-mounts',
  kubernetes: { since: 31 },
  example: { kubernetes: 34 },
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
            - { name: data, mountPath: 'C:\\data', readOnly: true, recursiveReadOnly: Enabled }
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
            - { name: data, mountPath: 'C:\\data', readOnly: true }
      volumes:
        - { name: data, emptyDir: {} }
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.volumeMounts ?? []).flatMap(({ recursiveReadOnly: got }, index) =>
        got === 'Enabled' ? [{ path: `${path}.volumeMounts[${index}].recursiveReadOnly`, got }] : [],
      ),
    ),
});
