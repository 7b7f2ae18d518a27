import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-namespace-excluded',
  summary: 'The gMSA webhook does not look into this namespace.',
  why: 'In a namespace that the webhook skips, the name of a credential spec has no effect.',
  fix: 'Use another namespace for gMSA workloads.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://github.com/kubernetes-sigs/windows-gmsa',
});
