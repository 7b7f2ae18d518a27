import { defineRule } from './rule';

/** What Kubernetes reads: host bits may be set. For what Calico reads see calico-network-format. */
export default defineRule({
  id: 'network-format',
  topic: 'cluster',
  summary:
    'A network must be written as a CIDR: an address, a slash, and the length of its prefix; host bits are zero.',
  why: 'The API server refuses anything else, from 1.36 on also host bits and IPv4 addresses in IPv6 form; and so does whatever is configured by it.',
  fix: "Write it as '203.0.113.0/24', a single address as '203.0.113.7/32'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
});
