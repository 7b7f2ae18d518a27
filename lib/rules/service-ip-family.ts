import { backendsOf, serviceSpecOf } from '../manifests/service';
import { defineRule } from './rule';

export default defineRule({
  id: 'service-ip-family',
  topic: 'network',
  summary: 'A Service for Windows pods must not depend on IPv6.',
  why: 'A cluster with IPv4 alone refuses the Service. In a dual-stack one Windows pods have IPv6 addresses only where the network is l2bridge: overlay networks, Calico for Windows and Amazon EKS give them IPv4 alone, and nobody answers on the IPv6 address.',
  fix: 'Leave ipFamilies out, or ask for ipFamilyPolicy: PreferDualStack with IPv4 first.',
  severity: 'warning',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/#windows-support',
  kinds: ['Service'],
  checkObject: (service, { cluster }) => {
    const { ipFamilies = [], ipFamilyPolicy } = serviceSpecOf(service);
    const needsIpv6 = ipFamilies.length === 1 && ipFamilies[0] === 'IPv6' && ipFamilyPolicy !== 'PreferDualStack';
    const needsBoth = ipFamilyPolicy === 'RequireDualStack';
    if ((!needsIpv6 && !needsBoth) || backendsOf(service, cluster).windows.length === 0) return [];
    return needsBoth
      ? [{ path: 'spec.ipFamilyPolicy', got: ipFamilyPolicy }]
      : [{ path: 'spec.ipFamilies[0]', got: 'IPv6' }];
  },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
      ipFamilies: [IPv6]
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
