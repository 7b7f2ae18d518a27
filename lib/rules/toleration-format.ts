import { tolerationErrors } from '../api-server/tolerations';
import { RUNTIME_CLASS, type RuntimeClass } from '../manifests/runtime-class';
import { ALL_PODS, defineRule, oncePerPlace, refusedByServer } from './rule';

export default defineRule({
  id: 'toleration-format',
  topic: 'scheduling',
  summary: 'A toleration must name a taint: key, operator and effect, and a value only with the operator Equal.',
  why: 'The API server refuses the pod, the workload or the RuntimeClass.',
  fix: 'Write key, operator Equal, value and effect, or key, operator Exists and effect.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      tolerations: [{ key: os, operator: Exists, value: windows, effect: NoSchedule }]
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
      tolerations: [{ key: os, operator: Equal, value: windows, effect: NoSchedule }]
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: ({ tolerations = [] }) => oncePerPlace(refusedByServer(tolerationErrors(tolerations, 'tolerations'))),
  kinds: [RUNTIME_CLASS],
  checkObject: (object) => {
    const { tolerations = [] } = (object as RuntimeClass).scheduling ?? {};
    return oncePerPlace(refusedByServer(tolerationErrors(tolerations, 'scheduling.tolerations')));
  },
});
