import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'hostname-override',
  topic: 'names',
  summary: 'hostnameOverride must be a DNS subdomain of at most 64 bytes, and the only thing that names the host.',
  why: 'The API server refuses other names, and the field beside setHostnameAsFQDN or hostNetwork, which name the host already.',
  fix: 'Use lower-case letters, digits, dashes and dots; leave it out of hostNetwork and HostProcess pods.',
  severity: 'error',
  verdict: 'api',
  kubernetes: { since: 35 },
  reference: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
  example: { kubernetes: 35 },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostnameOverride: WEB01
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
      hostnameOverride: web01
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: refusedBy('hostname-override'),
});
