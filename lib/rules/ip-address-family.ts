import { defineRule } from './rule';

export default defineRule({
  id: 'ip-address-family',
  summary: 'Calico for Windows knows IPv4 only.',
  why: 'A rule with IPv6 addresses is skipped on Windows nodes.',
  fix: 'Give an IPv4 CIDR.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
});
