import { defineRule } from './rule';

export default defineRule({
  id: 'cidr-format',
  summary: 'A network is written as a CIDR whose host bits are zero.',
  why: 'Calico refuses a rule whose network it cannot read, or that has host bits, and so does Kubernetes from 1.36 on; a policy that is refused isolates nothing.',
  fix: "Write it as '10.1.0.0/16', a single address as '10.1.0.4'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#entityrule',
});
