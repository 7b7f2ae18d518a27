import { defineRule } from './rule';

export default defineRule({
  id: 'dns-options',
  summary: 'Windows has no resolv.conf and ignores DNS options.',
  why: 'ndots and the other options have no effect, so names resolve differently from what the options promise.',
  fix: 'Leave options out and use full names: ServiceAddress.of(service).',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows',
  check: (pod) => (pod.dnsConfig?.options?.length ? [{ path: 'dnsConfig.options', got: pod.dnsConfig.options }] : []),
});
