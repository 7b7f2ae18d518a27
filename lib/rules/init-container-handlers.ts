import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'init-container-handlers',
  topic: 'lifecycle',
  summary: 'An init container must have neither probes nor hooks.',
  why: 'It runs to its end before the others start; the API server refuses probes and hooks unless restartPolicy makes it a sidecar.',
  fix: 'Leave them out, or set restartPolicy: Always on the init container, which makes it a sidecar.',
  fixInCode: 'Leave them out, or set restartPolicy: ContainerRestartPolicy.ALWAYS.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      initContainers:
        - name: setup
          image: registry.example.com/setup:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          livenessProbe: { exec: { command: [C:\\setup\\check.exe] } }
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
        - name: setup
          image: registry.example.com/setup:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: refusedBy('init-container', ({ path }) => !path.endsWith('.restartPolicy')),
});
