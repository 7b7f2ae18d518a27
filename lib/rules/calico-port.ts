import { CALICO_KINDS, refusedByCalico } from '../calico/refusals';
import { defineRule } from './rule';

export default defineRule({
  id: 'calico-port',
  topic: 'policy',
  summary:
    'A port in a Calico rule must be a number, a range with a colon or a name, beside a protocol that has ports.',
  why: "Calico's API server and calicoctl refuse the policy. Where Kubernetes itself serves Calico's kinds it is stored, and Calico treats the policy as missing.",
  fix: "Write a number from 1 to 65535 or a range as '49152:65535', and beside it protocol: TCP, UDP or SCTP.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#ports',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: rpc }
    spec:
      selector: app == "web"
      types: [Ingress]
      ingress:
        - action: Allow
          protocol: TCP
          destination: { ports: [135, 49152-65535] }
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: rpc }
    spec:
      selector: app == "web"
      types: [Ingress]
      ingress:
        - action: Allow
          protocol: TCP
          destination: { ports: [135, '49152:65535'] }
  `,
  kinds: CALICO_KINDS,
  checkObject: refusedByCalico('port'),
});
