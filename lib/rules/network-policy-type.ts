import { policyRefusedBy } from '../api-server/network-policy-refused';
import { NETWORK_POLICY } from '../manifests/network-policy';
import { defineRule } from './rule';

export default defineRule({
  id: 'network-policy-type',
  topic: 'policy',
  summary: 'The policyTypes of a NetworkPolicy must be Ingress, Egress or both.',
  why: 'The API server refuses the policy, so nothing is isolated; capital letters count.',
  fix: 'Write policyTypes: [Ingress], [Egress] or [Ingress, Egress].',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  bad: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [ingress]
  `,
  good: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
  `,
  kinds: [NETWORK_POLICY],
  checkObject: policyRefusedBy('type'),
});
