import { policyRefusedBy } from '../api-server/network-policy-refused';
import { NETWORK_POLICY } from '../manifests/network-policy';
import { defineRule } from './rule';

export default defineRule({
  id: 'network-policy-cidr',
  topic: 'policy',
  summary: 'An ipBlock must be a CIDR, and what it leaves out must lie within it.',
  why: 'The API server refuses the policy, so nothing is isolated; from Kubernetes 1.36 on also for host bits and leading zeros.',
  fix: "Write cidr: '10.1.0.0/16', a single address as '10.1.0.4/32', and under except smaller networks of the same block.",
  severity: 'error',
  verdict: 'api',
  reference:
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  bad: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: office }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - from: [{ ipBlock: { cidr: 203.0.113.7 } }]
  `,
  good: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: office }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - from: [{ ipBlock: { cidr: 203.0.113.7/32 } }]
  `,
  kinds: [NETWORK_POLICY],
  checkObject: policyRefusedBy('network'),
});
