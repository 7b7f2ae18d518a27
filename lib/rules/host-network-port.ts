import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'host-network-port',
  topic: 'host-process',
  summary: 'On the host network a hostPort must equal its containerPort.',
  why: 'The API server demands that hostPort equals containerPort on a hostNetwork pod.',
  fix: 'Leave hostPort out.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\LOCAL SERVICE' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          ports: [{ containerPort: 9182, hostPort: 19182 }]
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
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\LOCAL SERVICE' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          ports: [{ containerPort: 9182 }]
  `,
  pods: ALL_PODS,
  check: refusedBy('host-port', ({ type }) => type === 'Invalid'),
});
