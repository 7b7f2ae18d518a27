import { defineRule } from './rule';

export default defineRule({
  id: 'os-pin-conflict',
  summary: 'The pod is pinned to another operating system.',
  why: 'A pod runs one operating system; its own node selector, os field or affinity says another one.',
  fix: 'Leave it out of the pinned scope, or mend the workload.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/',
});
