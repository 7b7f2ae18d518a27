import { defineRule } from './rule';

export default defineRule({
  id: 'policy-name',
  topic: 'policy',
  summary: 'The name of a policy must be one lower-case DNS label.',
  why: 'Kubernetes names no object otherwise than by DNS subdomains, and without dots it is what every version of Calico takes in the default tier.',
  fix: 'Use lower-case letters, digits and dashes, at most 63.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy',
});
