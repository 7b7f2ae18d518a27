import { valueAtServerPath } from '../manifests/server-path';
import { ALL_PODS, defineRule, refusedBy } from './rule';

const refused = refusedBy('host-port', ({ type }) => type === 'Duplicate');

export default defineRule({
  id: 'host-port-unique',
  topic: 'network',
  summary: 'A pod must take a port of its node once only.',
  why: 'The API server refuses two ports of a pod with the same protocol, address and hostPort; with hostNetwork every port of a Pod is a hostPort.',
  fix: 'Give each its own hostPort, or leave hostPort out.',
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
          ports: [{ containerPort: 9182, hostPort: 9182 }]
        - name: logs
          image: registry.example.com/logs:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          ports: [{ containerPort: 9182, hostPort: 9182 }]
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
        - name: logs
          image: registry.example.com/logs:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          ports: [{ containerPort: 9183 }]
  `,
  pods: ALL_PODS,
  check: (pod, context) =>
    refused(pod, context).map((found) =>
      // with hostNetwork a port of a Pod is a host port also where none is written
      valueAtServerPath(pod, found.path) ? found : { ...found, path: found.path.replace(/hostPort$/, 'containerPort') },
    ),
});
