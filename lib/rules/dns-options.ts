import { defineRule } from './rule';

export default defineRule({
  id: 'dns-options',
  topic: 'network',
  summary: 'A Windows pod must do without DNS options: Windows has no resolv.conf and ignores them.',
  why: 'ndots and the other options have no effect, so names resolve differently from what the options promise.',
  fix: 'Leave options out, and call Services by their full names: web.shop.svc.cluster.local.',
  fixInCode: 'Leave options out and use full names: ServiceAddress.of(service).',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows',
  check: (pod) =>
    pod.dnsConfig?.options?.length
      ? [{ path: 'dnsConfig.options', got: pod.dnsConfig.options, mend: { remove: true } }]
      : [],
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      dnsConfig: { options: [{ name: ndots, value: '2' }] }
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
          env: [{ name: CATALOG_URL, value: 'http://catalog.shop.svc.cluster.local' }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
