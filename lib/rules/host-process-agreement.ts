import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'host-process-agreement',
  topic: 'host-process',
  summary: 'A pod and its containers must say the same about hostProcess.',
  why: 'The API server refuses a container whose hostProcess differs from that of its pod, in either direction.',
  fix: 'Say it once, on the pod: the containers take it from there.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: false, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          securityContext: { windowsOptions: { hostProcess: true } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: refusedBy('host-process', ({ path }) => path.endsWith('.hostProcess')),
});
