import { defineRule } from './rule';

export default defineRule({
  id: 'policy-selector-value',
  summary: 'A selector value cannot contain both kinds of quotes.',
  why: 'Calico selectors have no escapes; a selector that does not parse makes the policy vanish, so nothing is isolated.',
  fix: 'Use a label value without quotes.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selector',
});
