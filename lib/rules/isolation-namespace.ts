import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-namespace',
  topic: 'policy',
  summary: 'An isolation must know its namespaces by name.',
  why: 'Policies are written for namespaces; pods without one land wherever kubectl points to, outside the policy.',
  fix: 'Set namespace on the chart or in metadata, or name the namespaces.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
});
