import { defineRule } from './rule';

export default defineRule({
  id: 'whole-number',
  topic: 'manifests',
  summary: 'A count must be a whole number, 0 or more.',
  why: 'The API server refuses the workload. Number(…) of a setting that is missing gives NaN.',
  fix: 'Give a whole number, or leave the prop out.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/',
});
