import { ALL_PODS, defineRule, refusedBy } from './rule';

const NAMES = ['linux', 'windows'];
const inSmallLetters = refusedBy('os');

export default defineRule({
  id: 'os-name',
  topic: 'operating-system',
  summary: 'The os of a pod must be linux or windows, in small letters.',
  why: 'The API server refuses any other word, Windows with a capital included, and an os without a name.',
  fix: 'Write os.name: windows, or os.name: linux.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-os',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: Windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
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
  pods: ALL_PODS,
  check: (pod, context) =>
    inSmallLetters(pod, context).map((found) => {
      const meant = pod.os?.name?.toLowerCase() ?? '';
      return NAMES.includes(meant) ? { ...found, mend: { set: meant } } : found;
    }),
});
