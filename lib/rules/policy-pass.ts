import { type CalicoPolicy, DEFAULT_TIER, ENFORCED_POLICIES, tierOf } from '../calico/policy';
import { remembered } from '../manifests/remembered';
import { rulesOnWindows, type WindowsReach } from '../policy/windows-reach';
import type { RuleContext } from './context';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'policy-pass',
  topic: 'policy',
  summary: 'A Pass for Windows pods must lead to a later tier, and match no ports.',
  why: 'In the default tier Pass lets traffic through on Linux nodes and denies it on Windows nodes. With ports, Calico for Windows either forgets the ports of the rule that follows, so that more is open than anybody wrote, or Felix crashes on the node.',
  fix: 'Give the tier defaultAction: Pass and write only what it denies; in the default tier write Allow.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy',
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
        - action: Pass
          protocol: TCP
          destination: { ports: [443] }
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
    metadata: { name: platform.web }
    spec:
      tier: platform
      order: 10
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Pass
          protocol: TCP
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy, context) => {
    const isLast = tierOf(policy) === DEFAULT_TIER;
    const { reach, rules } = rulesOnWindows(policy, context);
    return rules
      .filter(({ rule }) => rule.action === 'Pass')
      .flatMap(({ rule, direction, path }): Found[] => {
        if (isLast) {
          const problem = 'after the default tier comes none: Windows nodes deny, Linux nodes allow';
          return [{ path: `${path}.action`, got: 'Pass', problem }];
        }
        return (['source', 'destination'] as const)
          .map((side) => ({ path: `${path}.${side}.ports`, got: rule[side]?.ports ?? [] }))
          .filter(({ got }) => got.length > 0)
          .slice(0, 1)
          .map((found) => ({ ...found, ...followed(policy, direction, reach, context) }));
      });
  },
});

/** Sure is what follows when a rule of another tier, which speaks of ports as well, is among the objects looked at. */
function followed(
  policy: CalicoPolicy,
  direction: string,
  reach: WindowsReach,
  context: RuleContext,
): Pick<Found, 'problem' | 'severity'> {
  const other = firstWithPorts(context).find(
    (each) => each.direction === direction && each.tier !== tierOf(policy),
  )?.policy;
  if (other === undefined || reach !== 'surely')
    return { problem: 'Windows nodes get the ports of what follows wrong' };
  return {
    problem: `Windows nodes get it wrong together with the ports of ${other.kind} ${other.metadata?.name}`,
    severity: 'error',
  };
}

interface WithPorts {
  readonly policy: CalicoPolicy;
  readonly tier: string;
  readonly direction: string;
}

/** The first policy of each tier that has rules about ports for Windows nodes, for both directions. */
const firstWithPorts = remembered((context: RuleContext): WithPorts[] => {
  const first = new Map<string, WithPorts>();
  for (const policy of ENFORCED_POLICIES.flatMap((kind) => context.cluster.all(kind))) {
    const tier = tierOf(policy);
    for (const { rule, direction } of rulesOnWindows(policy, context).rules) {
      const key = `${direction} ${tier}`;
      const hasPorts = [rule.source, rule.destination].some((entity) => (entity?.ports ?? []).length > 0);
      if (hasPorts && !first.has(key)) first.set(key, { policy, tier, direction });
    }
  }
  return [...first.values()];
});
