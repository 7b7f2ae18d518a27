import { defineRule } from './rule';

export default defineRule({
  id: 'platform-windows',
  summary: 'This platform runs no Windows pods.',
  why: 'No node of it can be a Windows node, so the pods would stay Pending.',
  fix: 'Use another platform or mode for the Windows workloads.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/',
});
