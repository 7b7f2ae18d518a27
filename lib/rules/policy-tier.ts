import { DEFAULT_TIER, ENFORCED_POLICIES, tierOf } from '../calico/policy';
import { policyOf } from '../policy/converted-policy';
import { rulesOnWindows } from '../policy/windows-reach';
import { openedBy } from '../reach/opened-on-windows';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-tier',
  topic: 'policy',
  summary: 'Policies for Windows pods on AKS must stay in the default tier.',
  why: 'Where AKS installs Calico, its Windows nodes run Calico 3.24, which knows no tiers: it puts the policies of all tiers together by their order and leaves out rules with Pass.',
  fix: 'Put the policy into the default tier and say by order which comes first.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://learn.microsoft.com/azure/aks/use-network-policies',
  platforms: ['aks'],
  example: { platform: 'aks' },
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
    kind: NetworkPolicy
    metadata: { name: platform.web }
    spec:
      tier: platform
      order: 10
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
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      order: 10
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Deny
          destination: { nets: [169.254.169.254/32] }
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy, context) => {
    const tier = tierOf(policy);
    const { reach } = rulesOnWindows(policy, context);
    if (tier === DEFAULT_TIER || reach === 'no') return [];
    const own = reach === 'surely' ? policyOf(policy) : undefined;
    const opening = own && openedBy(own, context);
    if (opening === undefined) return [{ path: 'spec.tier', got: tier }];
    const problem = `in one order with the others it is asked at another place: ${opening.flow} stands open`;
    return [{ path: 'spec.tier', got: tier, problem, severity: 'error' }];
  },
});
