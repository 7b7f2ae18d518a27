import { isDnsLabel } from '../api-server/formats';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'host-name',
  topic: 'network',
  summary: 'The host name of a pod must be a DNS label, and so must its subdomain.',
  why: 'The API server refuses capitals, dots and underscores, which names of Windows machines often have.',
  fix: 'Use lower-case letters, digits and dashes.',
  severity: 'error',
  verdict: 'api',
  reference:
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
  pods: ALL_PODS,
  check: (pod) =>
    (['hostname', 'subdomain'] as const).flatMap((path) =>
      !pod[path] || isDnsLabel(pod[path]) ? [] : [{ path, got: pod[path] }],
    ),
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostname: WEB01
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
      hostname: web01
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
