import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-namespace-excluded',
  summary: 'The gMSA webhook does not look into this namespace.',
  why: 'Nobody puts the credential spec into the pod there: it starts without the identity, and nothing says so.',
  fix: 'Put the workload into another namespace, or take this one out of the exclusion.',
  severity: 'error',
  verdict: 'webhook',
  reference:
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-namespaceselector',
});
