import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-twice',
  topic: 'policy',
  summary: 'A namespace must be isolated once only.',
  why: 'Every permission would be written twice, and who takes one back would have to find the other.',
  fix: 'Use the isolation that is there: it takes permissions for all its namespaces.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
});
