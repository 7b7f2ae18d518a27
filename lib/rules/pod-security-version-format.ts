import { defineRule } from './rule';

export default defineRule({
  id: 'pod-security-version-format',
  summary: "The version of a Pod Security policy is 'latest' or has the form 'v1.34'.",
  why: 'Pod Security admission refuses the namespace.',
  fix: "Write it with the v and without a patch number, for example 'v1.34'.",
  severity: 'error',
  verdict: 'pod-security',
  reference:
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
});
