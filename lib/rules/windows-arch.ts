import { defineRule } from './rule';

export default defineRule({
  id: 'windows-arch',
  summary: 'Windows nodes are amd64 only.',
  why: 'Kubernetes supports no Windows node of another architecture, so the pod would stay Pending.',
  fix: 'Drop the entry, or set it to amd64.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/',
});
