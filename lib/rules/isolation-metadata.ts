import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-metadata',
  topic: 'policy',
  summary: 'A permission must not allow what the isolation denies.',
  why: 'Cloud metadata services hand out credentials of the node; their addresses are denied before anything is allowed.',
  fix: 'Say denyMetadata: false on the isolation if pods must ask the metadata service.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://learn.microsoft.com/azure/aks/imds-restriction',
});
