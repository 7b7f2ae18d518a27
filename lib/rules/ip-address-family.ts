import type { PlacedRule } from '../calico/policy';
import { familyOf, parseNetwork } from '../manifests/network';
import type { PeerRule } from '../manifests/network-policy';
import { POLICIES } from '../policy/subject';
import { peerRulesOnWindows, rulesOnWindows } from '../policy/windows-reach';
import { defineRule, type Found } from './rule';

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
  kinds: POLICIES,
  checkObject: (policy, context) => {
    const ofCalico = rulesOnWindows(policy, context).rules.map((placed) => ({
      group: `${placed.direction} ${placed.rule.action}`,
      ipv6: ipv6Of(placed),
    }));
    const ofKubernetes = peerRulesOnWindows(policy, context).rules.map((rule) => ({
      group: rule.direction,
      ipv6: ipv6Peers(rule),
    }));
    const all = [...ofCalico, ...ofKubernetes];
    // a rule beside it says the same for IPv4
    const hasIpv4 = new Set(all.filter(({ ipv6 }) => ipv6 === undefined).map(({ group }) => group));
    return all
      .filter(({ group }) => !hasIpv4.has(group))
      .flatMap(({ ipv6 }): Found[] => (ipv6 === undefined ? [] : [ipv6]));
  },
});

type Place = Pick<Found, 'path' | 'got'>;

/** What makes a rule one for IPv6 alone. */
function ipv6Of({ rule, path }: PlacedRule): Place | undefined {
  if (rule.ipVersion === 6) return { path: `${path}.ipVersion`, got: 6 };
  return (['source', 'destination'] as const)
    .map((side) => ({ path: `${path}.${side}.nets`, got: rule[side]?.nets ?? [] }))
    .find(({ got }) => got.length > 0 && got.every(isIpv6));
}

function ipv6Peers({ peers, peersPath }: PeerRule): Place | undefined {
  const areAll = peers.length > 0 && peers.every(({ ipBlock }) => isIpv6(ipBlock?.cidr ?? ''));
  return areAll ? { path: `${peersPath}[0].ipBlock.cidr`, got: peers[0].ipBlock?.cidr } : undefined;
}

function isIpv6(text: string): boolean {
  const network = parseNetwork(text);
  return network !== undefined && familyOf(network) === 6;
}
