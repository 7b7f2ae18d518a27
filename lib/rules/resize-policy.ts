import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'resize-policy',
  topic: 'resources',
  summary: 'A Windows pod should have no resizePolicy: it is not resized in place.',
  why: 'The API server takes resizePolicy and refuses to resize a Windows pod, so the policy never comes into play: new amounts need a new pod.',
  fix: 'Drop resizePolicy.',
  severity: 'info',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/#limitations',
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
          resizePolicy:
            - { resourceName: memory, restartPolicy: RestartContainer }
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
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container: { resizePolicy: got = [] } }) =>
      // the API server itself writes NotRequired into every pod
      got.some(({ restartPolicy }) => restartPolicy === 'RestartContainer')
        ? [{ path: `${path}.resizePolicy`, got, mend: { remove: true } }]
        : [],
    ),
});
