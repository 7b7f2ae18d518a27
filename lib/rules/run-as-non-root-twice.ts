import { defineRule } from './rule';

export default defineRule({
  id: 'run-as-non-root-twice',
  topic: 'windows-options',
  summary: 'runAsNonRoot must not be stated twice with different values.',
  why: 'runAsNonRoot and securityContext.ensureNonRoot both end in securityContext.runAsNonRoot.',
  fix: 'Keep runAsNonRoot.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
});
