import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'host-process-mix',
  topic: 'host-process',
  summary: 'Either all containers of a pod must be HostProcess containers or none.',
  why: 'The API server refuses a mixed pod; init and ephemeral containers count like all others.',
  fix: 'Set hostProcess: true on the pod instead of on containers, or move the others to a pod of their own.',
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
      initContainers:
        - name: setup
          image: registry.example.com/setup:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          securityContext:
            windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
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
      initContainers:
        - name: setup
          image: registry.example.com/setup:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: refusedBy('host-process', ({ path }) => path === ''),
});
