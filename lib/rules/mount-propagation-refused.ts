import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'mount-propagation-refused',
  topic: 'volumes',
  summary: 'Bidirectional mount propagation must stay with privileged containers, which no Windows container is.',
  why: 'The API server refuses it on every other container, and so on every Windows pod, where nothing can be privileged; it refuses words that it does not know as well.',
  fix: 'Leave mountPropagation out: Windows has none.',
  fixInCode: 'Leave propagation out.',
  severity: 'error',
  verdict: 'api',
  supersedes: ['mount-propagation'],
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation',
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
          volumeMounts: [{ name: data, mountPath: 'C:\\data', mountPropagation: Bidirectional }]
      volumes: [{ name: data, emptyDir: {} }]
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
          volumeMounts: [{ name: data, mountPath: 'C:\\data' }]
      volumes: [{ name: data, emptyDir: {} }]
  `,
  pods: ALL_PODS,
  check: refusedBy('mount-propagation'),
});
