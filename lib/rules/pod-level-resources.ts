import { defineRule } from './rule';

export default defineRule({
  id: 'pod-level-resources',
  topic: 'resources',
  summary: 'On Windows resources must stand on containers, not on the whole pod.',
  why: 'The kubelet of a Windows node refuses a pod with resources of its own (PodLevelResourcesNotSupported). With os.name: windows the API server says so at once.',
  fix: 'Set the resources of each container, and os.name: windows.',
  severity: 'error',
  verdict: 'node',
  kubernetes: { since: 34 },
  reference:
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification',
  example: { kubernetes: 34 },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      nodeSelector: { kubernetes.io/os: windows }
      resources: { limits: { cpu: 500m, memory: 512Mi } }
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
  check: ({ os, resources: got = {} }) =>
    os !== undefined || Object.keys({ ...got.limits, ...got.requests }).length === 0
      ? []
      : [{ path: 'resources', got }],
});
