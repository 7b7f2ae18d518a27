import { defineRule } from './rule';

export default defineRule({
  id: 'unknown-field',
  topic: 'manifests',
  summary: 'An object must have only fields that its kind knows.',
  why: 'kubectl asks the API server to refuse other fields, such as misspelt ones; case counts. Clients that do not ask for it, such as Helm, get the object without the field, and what it was to do is not done.',
  fix: 'Write the field as its kind has it, or leave it out. What a newer Kubernetes brought needs a cluster of that version.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { windowsOptions: { runAsUsername: ContainerUser } }
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
      securityContext: { windowsOptions: { runAsUserName: ContainerUser } }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
