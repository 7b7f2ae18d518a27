import { defineRule } from './rule';

/** What Kubernetes reads: host bits may be set. For what Calico reads see calico-network-format. */
export default defineRule({
  id: 'network-format',
  summary: 'A network is written as a CIDR: an address, a slash, and the length of its prefix.',
  why: 'The API server refuses anything else, and so does whatever is configured by it.',
  fix: "Write it as '203.0.113.0/24', a single address as '203.0.113.7/32'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
});
