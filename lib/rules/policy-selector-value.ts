import { defineRule } from './rule';

export default defineRule({
  id: 'policy-selector-value',
  topic: 'policy',
  summary: 'A label in a policy must be one that a Calico selector can write.',
  why: 'Selectors have no escapes; one that does not parse makes the policy vanish, so nothing is isolated.',
  fix: 'Use keys of letters, digits and ._/-, and values without both kinds of quotes.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selector',
});
