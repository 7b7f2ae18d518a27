import { ENFORCED_POLICIES, tierOf } from '../calico/policy';
import { isBuiltInTier, TIERS } from '../policy/tiers';
import { windowsReach } from '../policy/windows-reach';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-tier-missing',
  topic: 'policy',
  summary: 'A policy must be in a tier that is there.',
  why: "Calico's API server refuses a policy in a tier that is not there. Where Kubernetes itself serves Calico's kinds it is stored, and Calico asks it behind all others.",
  fix: 'Name a tier that is there, or add the Tier with its order.',
  severity: 'warning',
  verdict: 'webhook',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/tier',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: projectcalico.org/v3
    kind: Tier
    metadata: { name: platform }
    spec: { order: 10, defaultAction: Pass }
    ---
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: plattform.web }
    spec:
      tier: plattform
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Deny
          destination: { nets: [169.254.169.254/32] }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: projectcalico.org/v3
    kind: Tier
    metadata: { name: platform }
    spec: { order: 10, defaultAction: Pass }
    ---
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: platform.web }
    spec:
      tier: platform
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Deny
          destination: { nets: [169.254.169.254/32] }
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy, context) => {
    const tier = tierOf(policy);
    if (isBuiltInTier(tier)) return [];
    const there = TIERS.flatMap((kind) => context.cluster.all(kind)).flatMap(({ metadata }) => metadata?.name ?? []);
    // where nobody shows any tier, they come from elsewhere
    if (there.length === 0 || there.includes(tier) || windowsReach(policy, context) === 'no') return [];
    return [{ path: 'spec.tier', got: tier, allowed: there.join(', '), problem: 'no Tier here is called so' }];
  },
});
