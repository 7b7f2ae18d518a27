import { defineRule } from './rule';

export default defineRule({
  id: 'target-cluster-late',
  topic: 'cluster',
  summary: 'The target cluster must come before the workloads.',
  why: 'Workloads read it when they are created; these have already read another one.',
  fix: 'Call applyTo before creating them, or give cluster to the WindowsApp.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://cdk8s.io/docs/latest/basics/app/',
});
