import { policyRefusedBy } from '../api-server/network-policy-refused';
import { NETWORK_POLICY } from '../manifests/network-policy';
import { defineRule } from './rule';

export default defineRule({
  id: 'network-policy-selector',
  topic: 'policy',
  summary: 'A label selector must have operators and keys that exist, and values where they belong.',
  why: 'The API server refuses the policy, so nothing is isolated.',
  fix: 'Write matchLabels with a value each, or matchExpressions with In or NotIn and values, Exists or DoesNotExist without.',
  severity: 'error',
  verdict: 'api',
  reference:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements',
  bad: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector:
        matchExpressions: [{ key: app, operator: Equals, values: [web] }]
      policyTypes: [Ingress]
  `,
  good: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector:
        matchExpressions: [{ key: app, operator: In, values: [web] }]
      policyTypes: [Ingress]
  `,
  kinds: [NETWORK_POLICY],
  checkObject: policyRefusedBy('selector'),
});
