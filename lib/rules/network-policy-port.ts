import { isPort } from '../api-server/formats';
import { policyRefusedBy } from '../api-server/network-policy-refused';
import { NETWORK_POLICY } from '../manifests/network-policy';
import { defineRule } from './rule';

export default defineRule({
  id: 'network-policy-port',
  topic: 'policy',
  summary:
    'A port of a NetworkPolicy must be a number from 1 to 65535 or a name, and a range must begin with a number.',
  why: 'The API server refuses the policy, so nothing is isolated.',
  fix: 'Write port: 80 without quotes, a range as port and endPort, the protocol as TCP, UDP or SCTP.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports',
  bad: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - ports: [{ protocol: TCP, port: '80' }]
  `,
  good: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - ports: [{ protocol: TCP, port: 80 }]
  `,
  supersedes: ['policy-named-port'],
  kinds: [NETWORK_POLICY],
  checkObject: (policy, context) =>
    policyRefusedBy('port')(policy, context).map((found) =>
      // a number in quotes was meant as one
      found.path.endsWith('.port') && isPort(Number(found.got || 0))
        ? { ...found, mend: { set: Number(found.got) } }
        : found,
    ),
});
