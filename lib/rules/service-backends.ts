import { backendsOf } from '../manifests/service';
import { defineRule } from './rule';

/** 64 before an update of March 2022. Source: the page of the rule. */
const MAX_BACKENDS = 1024;

export default defineRule({
  id: 'service-backends',
  topic: 'network',
  summary: 'A Service must lead to at most 1024 pods where Windows nodes reach it.',
  why: 'The network of a Windows node takes no more destinations for one address: the load balancer is not made, and the Service cannot be reached from there.',
  fix: 'Split the pods among several Services.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/#limitations',
  kinds: ['Service'],
  checkObject: (service, { cluster }) => {
    const replicas = backendsOf(service, cluster)
      .windows.map(({ object }) => (object.spec as { readonly replicas?: number } | undefined)?.replicas ?? 1)
      .reduce((sum, count) => sum + count, 0);
    if (replicas <= MAX_BACKENDS) return [];
    return [
      {
        path: 'spec.selector',
        got: (service.spec as { selector: unknown }).selector,
        problem: `it matches ${replicas} pods`,
      },
    ];
  },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      replicas: 1200
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              ports: [{ name: http, containerPort: 8080 }]
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      replicas: 12
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              ports: [{ name: http, containerPort: 8080 }]
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
