import { CALICO_KINDS, refusedByCalico } from '../calico/refusals';
import { defineRule } from './rule';

/** What Calico reads and what policies are computed from; what Kubernetes reads may be laxer: network-format. */
export default defineRule({
  id: 'calico-network-format',
  topic: 'policy',
  summary: 'A network that Calico reads must be written as a CIDR whose host bits are zero.',
  why: 'Calico refuses a rule whose network it cannot read, or that has host bits, and so does Kubernetes from 1.36 on; a policy that is refused isolates nothing, and a rule without networks is one for all addresses.',
  fix: "Write it as '10.1.0.0/16', a single address as '10.1.0.4/32'.",
  fixInCode: "Write it as '10.1.0.0/16', a single address as '10.1.0.4'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#entityrule',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: sql }
    spec:
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
          protocol: TCP
          destination: { nets: [10.1.2.3/16], ports: [1433] }
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: sql }
    spec:
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
          protocol: TCP
          destination: { nets: [10.1.0.0/16], ports: [1433] }
  `,
  kinds: CALICO_KINDS,
  checkObject: refusedByCalico('network'),
});
