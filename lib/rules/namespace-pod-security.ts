import { defineRule } from './rule';

export default defineRule({
  id: 'namespace-pod-security',
  summary: 'The namespace refuses this pod.',
  why: 'Pod Security admission compares each pod with the level that the namespace enforces; the workload is accepted and its pods are not.',
  fix: 'Give the workload a namespace whose level fits (PodSecurityLevel), or make the pod fit the level.',
  severity: 'error',
  verdict: 'pod-security',
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
});
