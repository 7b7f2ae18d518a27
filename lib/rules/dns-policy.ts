import { defineRule } from './rule';

export default defineRule({
  id: 'dns-policy',
  summary: 'ClusterFirstWithHostNet does nothing on Windows.',
  why: 'Kubernetes documents the policy as unsupported on Windows nodes.',
  fix: 'Leave the policy out.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows',
  check: (pod) => (pod.dnsPolicy === 'ClusterFirstWithHostNet' ? [{ path: 'dnsPolicy', got: pod.dnsPolicy }] : []),
});
