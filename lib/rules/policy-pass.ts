import { type CalicoPolicy, DEFAULT_TIER, ENFORCED_POLICIES, type PlacedRule, tierOf } from '../calico/policy';
import { rulesOf } from '../policy/left-out-rules';
import { rulesOnWindows } from '../policy/windows-reach';
import { skippedBecause } from '../policy/windows-skips';
import { knowsTiers, openingsIn } from '../reach/opened-on-windows';
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
    const { reach, rules } = rulesOnWindows(policy, context);
    return rules
      .filter(({ rule }) => rule.action === 'Pass')
      .flatMap((placed) => wrongWith(placed, policy, reach === 'surely', context));
  },
});

function wrongWith(
  { rule, path }: PlacedRule,
  policy: CalicoPolicy,
  isSure: boolean,
  context: RuleContext,
): readonly Found[] {
  const own = rulesOf(policy).find((each) => each.path === path);
  // what is left out has another rule that says so
  if (own !== undefined && skippedBecause(own) !== undefined) return [];
  const { of, failures, deadEnds, onward } = isSure && own !== undefined ? openingsIn(context) : UNKNOWN;
  const opening = own && of.get(own);
  const opens = opening === undefined ? {} : ({ severity: 'error' } as const);
  const action = `${path}.action`;
  if (!knowsTiers(context)) {
    const follows = opening === undefined ? 'nothing goes on to the next tier' : `${opening.flow} stands open`;
    return [
      { path: action, got: 'Pass', problem: `before Calico 3.29 Windows nodes leave it out: ${follows}`, ...opens },
    ];
  }
  const isKnown = own !== undefined && (deadEnds.has(own) || onward.has(own));
  if (isKnown ? deadEnds.has(own) : tierOf(policy) === DEFAULT_TIER) {
    const problem = 'no tier follows to which it could pass: Windows nodes deny, Linux nodes allow';
    return [{ path: action, got: 'Pass', problem }];
  }
  const ports = (['source', 'destination'] as const)
    .map((side) => ({ path: `${path}.${side}.ports`, got: rule[side]?.ports ?? [] }))
    .find(({ got }) => got.length > 0);
  if (ports === undefined) return [];
  const failure = own && failures.get(own);
  if (failure !== undefined)
    return [{ ...ports, problem: `Felix fails on the Windows nodes: ${failure}`, severity: 'error' }];
  const follows = opening === undefined ? '' : `: ${opening.flow} stands open`;
  return [{ ...ports, problem: `Windows nodes get the ports of what follows wrong${follows}`, ...opens }];
}

/** Where nobody shows the pods. */
const UNKNOWN: Pick<ReturnType<typeof openingsIn>, 'of' | 'failures' | 'deadEnds' | 'onward'> = {
  of: new Map(),
  failures: new Map(),
  deadEnds: new Set(),
  onward: new Set(),
};
