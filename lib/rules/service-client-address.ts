import { backendsOf, serviceSpecOf } from '../manifests/service';
import { defineRule } from './rule';

export default defineRule({
  id: 'service-client-address',
  topic: 'network',
  summary: 'On AKS, pods on Windows nodes should not rely on the address of the client, which they do not see.',
  why: 'externalTrafficPolicy: Local keeps traffic on the node that it reached, but AKS does not preserve the source address on Windows nodes: filters and logs by client address see something else.',
  fix: 'Let an ingress controller on Linux nodes pass the address on in X-Forwarded-For; Local stays useful if only the shorter way is wanted.',
  severity: 'info',
  verdict: 'ignored',
  reference: 'https://learn.microsoft.com/azure/aks/windows-faq',
  platforms: ['aks'],
  kinds: ['Service'],
  checkObject: (service, { cluster }) => {
    const { externalTrafficPolicy: got } = serviceSpecOf(service);
    if (got !== 'Local' || backendsOf(service, cluster).windows.length === 0) return [];
    return [{ path: 'spec.externalTrafficPolicy', got }];
  },
  example: { platform: 'aks' },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      type: LoadBalancer
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
      externalTrafficPolicy: Local
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
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
      type: LoadBalancer
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
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
