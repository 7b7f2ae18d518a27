import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { rulesOf } from '../policy/left-out-rules';
import type { Rule } from '../policy/policy';
import { POLICIES } from '../policy/subject';
import { skippedBecause } from '../policy/windows-skips';
import { foundLeftOut } from '../reach/left-out-findings';
import { defineRule } from './rule';

export default defineRule({
  id: 'ip-address-family',
  topic: 'network',
  summary: 'A network policy for Windows pods must give IPv4 networks: Calico for Windows knows no others.',
  why: 'A rule with IPv6 addresses is skipped on Windows nodes.',
  fix: 'Write an IPv4 network, in a rule of its own where Linux pods need the one for IPv6.',
  fixInCode: 'Give an IPv4 CIDR.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
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
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Egress]
      egress:
        - to: [{ ipBlock: { cidr: fd00:10::/32 } }]
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
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Egress]
      egress:
        - to:
            - ipBlock: { cidr: 10.10.0.0/16 }
            - ipBlock: { cidr: fd00:10::/32 }
  `,
  kinds: [...POLICIES, ...ADMIN_POLICIES],
  checkObject: (policy, context) => {
    const found = foundLeftOut(policy, context, 'IPv6', 'no IPv4 network');
    if (found.length === 0) return [];
    // a rule beside it says the same for IPv4
    const ofIpv4 = new Set(rulesOf(policy).filter(isForIpv4).map(kindOf));
    return found.filter(({ rule }) => !ofIpv4.has(kindOf(rule))).map(({ path, got }) => ({ path, got }));
  },
});

function isForIpv4(rule: Rule): boolean {
  const because = skippedBecause(rule);
  return because !== 'IPv6' && because !== 'no IPv4 network';
}

function kindOf({ direction, action }: Rule): string {
  return `${direction} ${action}`;
}
