import { type EntityRule, isGlobal, type PlacedRule } from '../calico/policy';
import { POLICIES } from '../policy/subject';
import { leftOut, peerRulesOnWindows, rulesOnWindows } from '../policy/windows-reach';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'policy-negation',
  topic: 'policy',
  summary: 'A rule for Windows pods must have no exceptions: no except, notNets, notPorts, notProtocol, notICMP.',
  why: 'Windows knows no negative match. Calico skips the whole rule on Windows nodes and only writes a line into its log: an Allow allows nothing, a Deny denies nothing.',
  fix: 'Deny first what is left out, in a policy of Calico with a lower order, then allow the whole; or write the networks that remain.',
  severity: 'warning',
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
        - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }]
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
        - to: [{ ipBlock: { cidr: 0.0.0.0/0 } }]
    ---
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: no-metadata }
    spec:
      order: 10
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Deny
          destination: { nets: [169.254.169.254/32] }
  `,
  kinds: POLICIES,
  checkObject: (policy, context) => {
    const { reach, rules } = rulesOnWindows(policy, context);
    const exceptions = peerRulesOnWindows(policy, context).rules.flatMap(({ peersPath, peers }) =>
      peers.flatMap(({ ipBlock }, index): Found[] =>
        (ipBlock?.except ?? []).length === 0
          ? []
          : [{ path: `${peersPath}[${index}].ipBlock.except`, got: ipBlock?.except, ...leftOut('Allow', reach) }],
      ),
    );
    return [
      ...exceptions,
      ...rules
        .filter(({ rule }) => rule.action !== 'Log')
        .flatMap((placed) =>
          negativesOf(placed, isGlobal(policy))
            .slice(0, 1)
            .map((negative) => ({ ...negative, ...leftOut(placed.rule.action, reach) })),
        ),
    ];
  },
});

/** Calico folds notSelector into what the rule selects, so that it is one only where the rule selects nothing else. */
function negativesOf({ rule, path }: PlacedRule, isGlobalPolicy: boolean): Found[] {
  const sides = (['source', 'destination'] as const).flatMap((side) => {
    const entity = rule[side] ?? {};
    const isAlone = isGlobalPolicy && !selectsSomething(entity);
    return [
      { path: `${path}.${side}.notNets`, got: entity.notNets },
      { path: `${path}.${side}.notPorts`, got: entity.notPorts },
      { path: `${path}.${side}.notSelector`, got: isAlone ? entity.notSelector || undefined : undefined },
    ];
  });
  return [
    ...sides,
    { path: `${path}.notProtocol`, got: rule.notProtocol },
    { path: `${path}.notICMP`, got: rule.notICMP },
  ].filter(({ got }) => got !== undefined && !(Array.isArray(got) && got.length === 0));
}

function selectsSomething({ selector, namespaceSelector, serviceAccounts }: EntityRule): boolean {
  return (
    Boolean(selector || namespaceSelector || serviceAccounts?.selector) || (serviceAccounts?.names ?? []).length > 0
  );
}
