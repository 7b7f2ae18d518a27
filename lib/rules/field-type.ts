import { defineRule } from './rule';

export default defineRule({
  id: 'field-type',
  topic: 'manifests',
  summary: 'A field must hold a value of its own type.',
  why: 'The API server cannot read the object and refuses it, mostly with a message that names a Go type and no field.',
  fix: 'Write a value of that type: in YAML, quotes make a text of a number and of yes, no, on, off, true and false; a list has items that begin with a dash.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      nodeSelector: { kubernetes.io/os: windows, ssd: true }
      os: { name: windows }
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
      nodeSelector: { kubernetes.io/os: windows, ssd: 'true' }
      os: { name: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
