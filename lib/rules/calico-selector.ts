import { CALICO_KINDS, refusedByCalico } from '../calico/refusals';
import { defineRule } from './rule';

export default defineRule({
  id: 'calico-selector',
  topic: 'policy',
  summary: 'A selector must be one that Calico can read.',
  why: "Calico's API server and calicoctl refuse it. Where Kubernetes itself serves Calico's kinds it is stored, Calico treats the policy as missing, and the pods that it isolates are open.",
  fix: 'Write label == "value", !=, in {"a", "b"}, not in, contains, starts with, ends with, has(label) or all(), joined by && and ||.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app = "web"
      types: [Ingress]
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Ingress]
  `,
  kinds: CALICO_KINDS,
  checkObject: refusedByCalico('selector'),
});
