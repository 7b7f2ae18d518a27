import { defineRule } from './rule';

export default defineRule({
  id: 'resource-request-exceeds-limit',
  summary: 'A request is at most the limit.',
  why: 'The API server refuses the workload.',
  fix: 'Raise the limit or lower the request.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
});
