import { defineRule } from './rule';

export default defineRule({
  id: 'workload-identity-account',
  topic: 'cluster',
  summary: 'A workload with an Entra identity must use the service account that carries it.',
  why: 'The webhook takes the client id from the annotation of the service account of the pod, and Entra trusts that account only.',
  fix: 'Give the workload serviceAccount: identity.serviceAccount, in the same namespace.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html',
});
