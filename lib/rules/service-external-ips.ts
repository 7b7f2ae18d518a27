import { backendsOf, serviceSpecOf } from '../manifests/service';
import { defineRule } from './rule';

export default defineRule({
  id: 'service-external-ips',
  topic: 'network',
  summary: 'A Service should do without externalIPs, which are on their way out.',
  why: 'Kubernetes 1.36 deprecates the field and warns at every use: whoever may create a Service can take over traffic to any address with it.',
  fix: 'Use type: LoadBalancer with a load balancer of the cluster, or the Gateway API.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
  kubernetes: { since: 36 },
  kinds: ['Service'],
  checkObject: (service, { cluster }) => {
    const { externalIPs: got = [] } = serviceSpecOf(service);
    if (got.length === 0 || backendsOf(service, cluster).windows.length === 0) return [];
    return [{ path: 'spec.externalIPs', got }];
  },
  example: { kubernetes: 36 },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
      externalIPs: [192.0.2.10]
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
