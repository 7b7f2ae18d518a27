import { CALICO_KINDS, refusedByCalico } from '../calico/refusals';
import { defineRule } from './rule';

export default defineRule({
  id: 'calico-value',
  topic: 'policy',
  summary: 'A field of a Calico object must hold one of the values that Calico knows, in exactly its letters.',
  why: "Calico's API server and calicoctl refuse anything else. Where Kubernetes itself serves Calico's kinds some of it is stored, and Calico treats the policy as missing.",
  fix: 'Write Allow, Deny, Log or Pass, Ingress or Egress, TCP, UDP, ICMP, ICMPv6, SCTP, UDPLite or the number of a protocol from 1 to 255.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#rule',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Ingress]
      ingress:
        - action: Allow
          protocol: tcp
          destination: { ports: [80] }
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Ingress]
      ingress:
        - action: Allow
          protocol: TCP
          destination: { ports: [80] }
  `,
  kinds: CALICO_KINDS,
  checkObject: refusedByCalico('value'),
});
