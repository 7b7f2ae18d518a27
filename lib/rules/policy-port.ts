import { defineRule } from './rule';

export default defineRule({
  id: 'policy-port',
  summary: 'A policy names a port by number, from 1 to 65535.',
  why: 'Calico for Windows skips a rule with a named port, and with it the whole permission or denial.',
  fix: 'Use IsolationPort.tcp(number) or IsolationPort.tcpRange(from, to).',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
});
