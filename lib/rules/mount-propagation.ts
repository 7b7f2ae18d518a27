import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'mount-propagation',
  topic: 'volumes',
  summary: 'A Windows pod must do without mount propagation, which Windows does not have.',
  why: 'HostToContainer silently becomes none; Bidirectional the API server refuses, since it needs privileged, which Windows forbids.',
  fix: 'Leave mountPropagation out.',
  fixInCode: 'Leave propagation out.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      volumes: [{ name: data, emptyDir: {} }]
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts: [{ name: data, mountPath: 'C:\\data', mountPropagation: HostToContainer }]
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      volumes: [{ name: data, emptyDir: {} }]
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts: [{ name: data, mountPath: 'C:\\data' }]
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.volumeMounts ?? []).flatMap(({ mountPropagation: got }, index) => {
        const isNone = got === undefined || got === 'None';
        return isNone ? [] : [{ path: `${path}.volumeMounts[${index}].mountPropagation`, got }];
      }),
    ),
});
