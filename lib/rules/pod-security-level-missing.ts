import { defineRule } from './rule';

export default defineRule({
  id: 'pod-security-level-missing',
  summary: 'A policy version belongs to a Pod Security level.',
  why: 'Without a level nothing is enforced, whatever the version.',
  fix: 'Set podSecurity beside it, or leave podSecurityVersion out.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
});
