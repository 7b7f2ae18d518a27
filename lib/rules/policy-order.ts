import { defineRule } from './rule';

export default defineRule({
  id: 'policy-order',
  summary: 'Policies are read in ascending order.',
  why: 'The catch-all isolation comes last; a permission after it would never be read.',
  fix: 'Use a finite order below that of the isolation.',
  severity: 'error',
  verdict: 'advice',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy',
});
