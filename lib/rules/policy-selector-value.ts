import { defineRule } from './rule';

export default defineRule({
  id: 'policy-selector-value',
  topic: 'policy',
  summary: 'A label in a policy must be one that a Calico selector can write.',
  why: 'Kubernetes refuses a policy with such a label. Selectors of Calico have no escapes: it refuses one that does not parse, or treats the policy as missing where nobody has asked it, so nothing is isolated.',
  fix: 'Use keys of letters, digits and ._/-, and values without both kinds of quotes.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selector',
});
