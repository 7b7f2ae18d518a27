import { defineRule } from './rule';

export default defineRule({
  id: 'unknown-kind',
  topic: 'manifests',
  summary: 'An object must be of a kind that its API version has.',
  why: 'The API server cannot tell what the object is and refuses it (no matches for kind). Kinds begin with a capital letter, and most groups of Kubernetes end with .k8s.io.',
  fix: 'Write kind and apiVersion as kubectl api-resources has them.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/using-api/#api-groups',
  bad: `
    apiVersion: app/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
