import { backendsOf, serviceSpecOf } from '../manifests/service';
import { defineRule, type Found } from './rule';

const TOPOLOGY_ANNOTATIONS = ['service.kubernetes.io/topology-mode', 'service.kubernetes.io/topology-aware-hints'];

export default defineRule({
  id: 'service-traffic-distribution',
  topic: 'network',
  summary: 'A Service should not count on Windows nodes to prefer endpoints that are near.',
  why: 'kube-proxy on Windows does not read the hints that trafficDistribution and topology-aware routing put on endpoints: from Windows nodes, traffic goes to all pods alike.',
  fix: 'Leave it out when the clients run on Windows nodes; where traffic must stay on its node, internalTrafficPolicy: Local works there.',
  severity: 'info',
  verdict: 'ignored',
  reference: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/proxy/winkernel/proxier.go',
  kinds: ['Service'],
  checkObject: (service, { cluster }) => {
    const { trafficDistribution } = serviceSpecOf(service);
    const annotations = service.metadata?.annotations ?? {};
    const found: Found[] = [
      ...(trafficDistribution ? [{ path: 'spec.trafficDistribution', got: trafficDistribution }] : []),
      ...TOPOLOGY_ANNOTATIONS.filter((key) => annotations[key]?.toLowerCase() === 'auto').map((key) => ({
        path: `metadata.annotations[${key}]`,
        got: annotations[key],
      })),
    ];
    return found.length === 0 || backendsOf(service, cluster).windows.length === 0 ? [] : found.slice(0, 1);
  },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
      trafficDistribution: PreferClose
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
