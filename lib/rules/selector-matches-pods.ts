import { defineRule } from './rule';

export default defineRule({
  id: 'selector-matches-pods',
  topic: 'scheduling',
  summary: 'The selector of a workload must match the labels of its pods.',
  why: 'The API server refuses a workload without a selector, and one whose selector its own pods do not match.',
  fix: 'Leave select out, or call select(…) and give the same labels in podMetadata.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
});
