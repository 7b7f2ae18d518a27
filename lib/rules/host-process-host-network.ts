import { ALL_PODS, defineRule, refusedBy } from './rule';

const refused = refusedBy('host-process', ({ path }) => path === 'hostNetwork');

export default defineRule({
  id: 'host-process-host-network',
  topic: 'host-process',
  summary: 'A HostProcess pod must use the network of the node.',
  why: 'The API server refuses a HostProcess pod without hostNetwork: true.',
  fix: 'Set hostNetwork: true on the pod.',
  fixInCode: 'Leave hostNetwork out: it is set for you.',
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
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
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
  check: (pod, context) => refused(pod, context).map((found) => ({ ...found, mend: { set: true } })),
});
