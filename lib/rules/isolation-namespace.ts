import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-namespace',
  summary: 'A workload in an isolation needs a namespace.',
  why: 'Policies are written for namespaces; without one the workload lands wherever kubectl points to, outside the policy.',
  fix: 'Set namespace on the chart or in metadata.',
  severity: 'error',
  verdict: 'advice',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
});
