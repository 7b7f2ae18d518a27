import { defineRule } from './rule';

export default defineRule({
  id: 'network-plugin',
  topic: 'cluster',
  summary: 'A cluster with Windows nodes must have a network plug-in that works on Windows.',
  why: 'The platform refuses the Windows node pool, or its pods get no network.',
  fix: 'Choose one that the platform supports for Windows.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/',
});
