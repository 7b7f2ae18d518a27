import { defineRule } from './rule';

export default defineRule({
  id: 'policy-port',
  topic: 'policy',
  summary: 'A permission must name its ports by number, from 1 to 65535.',
  why: 'Kubernetes and Calico refuse any other number. Without ports everything would be open, and Calico for Windows skips a rule with a named port altogether.',
  fix: 'Use IsolationPort.tcp(number) or IsolationPort.tcpRange(from, to).',
  severity: 'error',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
});
