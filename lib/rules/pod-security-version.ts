import { defineRule } from './rule';

export default defineRule({
  id: 'pod-security-version',
  summary: 'A restricted namespace pinned below v1.25 refuses every Windows pod.',
  why: 'Before policy version v1.25 the restricted level demands Linux fields that the API server forbids when os is windows.',
  fix: "Use 'latest' or 'v1.25' and later.",
  severity: 'error',
  verdict: 'pod-security',
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
});
