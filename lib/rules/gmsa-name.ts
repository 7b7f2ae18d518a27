import { windowsOptionErrorsOf } from '../api-server/windows-options';
import { defineRule, refusedByServer } from './rule';

export default defineRule({
  id: 'gmsa-name',
  summary: 'The name of a credential spec is a DNS subdomain.',
  why: 'The API server refuses capitals and underscores, both in the resource and in gmsaCredentialSpecName.',
  fix: 'Use lower-case letters, digits, dots and dashes, at most 253, and the same spelling everywhere.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/',
  check: (pod) => refusedByServer(windowsOptionErrorsOf(pod, 'gmsaCredentialSpecName')),
});
