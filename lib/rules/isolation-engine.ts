import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-engine',
  topic: 'policy',
  summary: 'Isolation must have an engine that enforces network policies on Windows nodes.',
  why: 'The policies would be accepted and have no effect: the pods are open.',
  fix: 'Choose a policy engine that enforces on Windows, or say enforcement: IsolationEnforcement.NOT_ON_WINDOWS.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
});
