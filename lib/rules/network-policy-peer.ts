import { policyRefusedBy } from '../api-server/network-policy-refused';
import { NETWORK_POLICY } from '../manifests/network-policy';
import { defineRule } from './rule';

export default defineRule({
  id: 'network-policy-peer',
  topic: 'policy',
  summary: 'A peer of a NetworkPolicy must be an ipBlock, or a podSelector, a namespaceSelector or both.',
  why: 'The API server refuses the policy, so nothing is isolated.',
  fix: 'Write an item of its own for the ipBlock; for everybody leave from or to out, for all pods of the namespace write podSelector: {}.',
  severity: 'error',
  verdict: 'api',
  reference:
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  bad: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - from:
            - podSelector: { matchLabels: { app: proxy } }
              ipBlock: { cidr: 203.0.113.0/24 }
  `,
  good: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - from:
            - podSelector: { matchLabels: { app: proxy } }
            - ipBlock: { cidr: 203.0.113.0/24 }
  `,
  kinds: [NETWORK_POLICY],
  checkObject: policyRefusedBy('peer'),
});
