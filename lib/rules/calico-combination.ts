import { CALICO_KINDS, refusedByCalico } from '../calico/refusals';
import { defineRule } from './rule';

export default defineRule({
  id: 'calico-combination',
  topic: 'policy',
  summary: 'The fields of a Calico object must go together.',
  why: "Calico's API server and calicoctl refuse the object. Where Kubernetes itself serves Calico's kinds some of it is stored, and Calico treats the policy as missing.",
  fix: 'Leave out the field that is named, or write a rule of its own for it.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#entityrule',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
          protocol: TCP
          destination:
            services: { name: sql, namespace: data }
            ports: [1433]
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
          destination:
            services: { name: sql, namespace: data }
  `,
  kinds: CALICO_KINDS,
  checkObject: refusedByCalico('combination'),
});
