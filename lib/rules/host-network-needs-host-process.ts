import { isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-network-needs-host-process',
  topic: 'host-process',
  summary: 'A pod that is no HostProcess pod must not use the network of a Windows node.',
  why: 'containerd gives any other pod an ordinary pod network while the kubelet treats it as host-networked: ports, hosts file and host name come out wrong.',
  fix: 'Leave hostNetwork out and expose the workload by a Service, or make it a HostProcess pod (windowsOptions.hostProcess: true).',
  fixInCode: 'Leave hostNetwork out and expose the workload by a Service, or use HostProcessDaemonSet.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#field-compatibility-for-pod-specifications',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
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
  check: (pod) => (pod.hostNetwork === true && !isHostProcess(pod) ? [{ path: 'hostNetwork', got: true }] : []),
});
