import { defineRule } from './rule';

export default defineRule({
  id: 'container-user-name-conflict',
  summary: 'Two statements of one user must agree.',
  why: 'Only one of them can reach the pod, and it would not be clear which.',
  fix: 'Keep one of them.',
  severity: 'error',
  verdict: 'advice',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
});
