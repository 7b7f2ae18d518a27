import { backendsOf, serviceSpecOf } from '../manifests/service';
import type { PlatformId } from '../platforms/platform';
import { defineRule } from './rule';

/** The managed platforms start kube-proxy with it. */
const WITH_DIRECT_RETURN: readonly PlatformId[] = ['aks', 'eks', 'gke'];

export default defineRule({
  id: 'service-local-traffic',
  topic: 'network',
  summary: 'externalTrafficPolicy: Local must have direct server return on Windows nodes.',
  why: 'Before Kubernetes 1.33 kube-proxy on Windows has it only when started with --enable-dsr and the feature gate WinDSR; without it, traffic that comes to a Windows node can get lost or lose the address of its sender.',
  fix: 'Start kube-proxy on the Windows nodes with --enable-dsr=true and --feature-gates=WinDSR=true, or leave externalTrafficPolicy at Cluster.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/#load-balancing-and-services',
  kubernetes: { before: 33 },
  kinds: ['Service'],
  checkObject: (service, { cluster, target: { kubernetes, platform } }) => {
    const { externalTrafficPolicy: got } = serviceSpecOf(service);
    // most clusters are newer: it is said of one that is known to be old
    if (got !== 'Local' || kubernetes === undefined) return [];
    if (platform !== undefined && WITH_DIRECT_RETURN.includes(platform.id)) return [];
    return backendsOf(service, cluster).windows.length === 0 ? [] : [{ path: 'spec.externalTrafficPolicy', got }];
  },
  example: { kubernetes: 32 },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      type: NodePort
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
      type: NodePort
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
