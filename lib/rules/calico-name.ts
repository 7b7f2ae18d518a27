import { CALICO_KINDS, refusedByCalico } from '../calico/refusals';
import { defineRule } from './rule';

export default defineRule({
  id: 'calico-name',
  topic: 'policy',
  summary:
    'A policy outside the default tier must be called after its tier (tier, dot, name); others must have no dot.',
  why: "Calico's API server and calicoctl refuse other names up to Calico 3.31; from 3.32 on a name may have one dot wherever it likes.",
  fix: 'Write tier: platform and name: platform.web, or a plain name for the tier default: small letters, digits and dashes.',
  severity: 'warning',
  verdict: 'api',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      tier: platform
      selector: app == "web"
      types: [Ingress]
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: platform.web }
    spec:
      tier: platform
      selector: app == "web"
      types: [Ingress]
  `,
  kinds: CALICO_KINDS,
  checkObject: refusedByCalico('name'),
});
