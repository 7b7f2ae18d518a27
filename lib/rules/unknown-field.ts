import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'unknown-field',
  topic: 'manifests',
  summary: 'The named version of Kubernetes knows the field.',
  why: 'kubectl asks the API server to refuse fields that it does not know; a client that does not ask for it, such as Helm, gets the pod without the field.',
  fix: 'Leave the field out, or upgrade the cluster.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  example: { kubernetes: 30 },
  bad: `
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
  pods: ALL_PODS,
  check: refusedBy('unknown-field'),
});
