import { ALL_PODS, defineRule, refusedBy } from './rule';

const ofContainers = refusedBy('restart-policy');
const ofInitContainers = refusedBy('init-container', ({ path }) => path.endsWith('.restartPolicy'));

export default defineRule({
  id: 'container-restart-policy',
  topic: 'lifecycle',
  summary: 'The restartPolicy of a container must be one that its Kubernetes knows there.',
  why: 'Before Kubernetes 1.35 only init containers have a restartPolicy, and Always is the only one; since then all containers may have Always, Never or OnFailure. The API server refuses everything else.',
  fix: 'Leave it out of containers, where that of the pod holds; restartPolicy: Always makes a sidecar of an init container.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
  example: { kubernetes: 36 },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      initContainers:
        - name: logs
          image: registry.example.com/logs:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          restartPolicy: always
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
      initContainers:
        - name: logs
          image: registry.example.com/logs:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          restartPolicy: Always
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (pod, context) => [...ofContainers(pod, context), ...ofInitContainers(pod, context)],
});
