import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-scope',
  topic: 'policy',
  summary: 'An isolation must permit only what it isolates.',
  why: 'A policy that allows isolates as well: written where nothing is isolated, it would cut all other traffic of those pods.',
  fix: 'Add the namespace to namespaces, or ask the isolation that has it.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
});
