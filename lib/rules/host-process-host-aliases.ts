import { isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-host-aliases',
  topic: 'host-process',
  summary: 'A HostProcess pod must do without hostAliases: it has the hosts file of the node.',
  why: 'They see the hosts file of the node, so host aliases have no effect.',
  fix: 'Leave hostAliases out; resolve by DNS, or edit the hosts file of the node on purpose.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
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
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
      hostAliases: [{ ip: 10.0.0.7, hostnames: [erp.example.com] }]
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
  check: (pod) =>
    isHostProcess(pod) && pod.hostAliases?.length ? [{ path: 'hostAliases', got: pod.hostAliases }] : [],
});
