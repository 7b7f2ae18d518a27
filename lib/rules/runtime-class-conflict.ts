import { defineRule } from './rule';

export default defineRule({
  id: 'runtime-class-conflict',
  summary: 'The pod contradicts the node selector of its RuntimeClass.',
  why: 'The RuntimeClass admission plugin merges both selectors and refuses a pod in which one key has two values; the Deployment is accepted and its ReplicaSet reports FailedCreate.',
  fix: 'Drop the entry from nodeSelector, or use another RuntimeClass.',
  severity: 'error',
  verdict: 'admission',
  reference: 'https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling',
});
