import { defineRule } from './rule';

export default defineRule({
  id: 'dns-policy',
  topic: 'network',
  summary: 'A Windows pod must not have the DNS policy ClusterFirstWithHostNet, which does nothing on Windows.',
  why: 'Kubernetes documents the policy as unsupported on Windows nodes.',
  fix: 'Leave dnsPolicy out, or write ClusterFirst; a pod on the network of the node has the DNS servers of the node, or those of dnsPolicy: None and dnsConfig.',
  fixInCode: 'Leave the policy out.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows',
  check: (pod) =>
    pod.dnsPolicy === 'ClusterFirstWithHostNet'
      ? [{ path: 'dnsPolicy', got: pod.dnsPolicy, mend: { set: 'ClusterFirst' } }]
      : [],
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      dnsPolicy: ClusterFirstWithHostNet
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
      dnsPolicy: ClusterFirst
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
