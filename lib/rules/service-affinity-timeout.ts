import { backendsOf, serviceSpecOf } from '../manifests/service';
import { defineRule } from './rule';

/** What the API server fills in. */
const DEFAULT_SECONDS = 10800;

export default defineRule({
  id: 'service-affinity-timeout',
  topic: 'network',
  summary: 'A Service for Windows pods must not count on a timeout of session affinity, which Windows nodes ignore.',
  why: 'kube-proxy on Windows never passes the timeout on: a client keeps its pod for as long as the network of the node decides.',
  fix: 'Leave sessionAffinityConfig out, and keep what must survive for a certain time outside the pods.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/proxy/winkernel/proxier.go',
  kinds: ['Service'],
  checkObject: (service, { cluster }) => {
    const { sessionAffinity, sessionAffinityConfig } = serviceSpecOf(service);
    const got = sessionAffinityConfig?.clientIP?.timeoutSeconds;
    if (sessionAffinity !== 'ClientIP' || got === undefined || got === DEFAULT_SECONDS) return [];
    if (backendsOf(service, cluster).windows.length === 0) return [];
    return [{ path: 'spec.sessionAffinityConfig.clientIP.timeoutSeconds', got }];
  },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
      sessionAffinity: ClientIP
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } }
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
      sessionAffinity: ClientIP
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
