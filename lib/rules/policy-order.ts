import { ENFORCED_POLICIES, isGlobal } from '../calico/policy';
import { groupKindOf, namespaceOf, titleOf } from '../manifests/kubernetes-object';
import { remembered } from '../manifests/remembered';
import { policyOf } from '../policy/converted-policy';
import type { Policy } from '../policy/policy';
import { POLICIES } from '../policy/subject';
import { inOrder } from '../policy/tiers';
import { mayBeCalico, windowsReach } from '../policy/windows-reach';
import { orderTiesOf } from '../reach/order-ties';
import type { RuleContext } from './context';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-order',
  topic: 'policy',
  summary: 'Policies that decide otherwise about the same connections must not be of one order.',
  why: 'Among policies of one tier and one order Calico goes by their names, in ways that differ between its versions: after a new name, or an upgrade, other connections are open.',
  fix: 'Write an order for each, the lower one for the policy that is to be asked first.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#spec',
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
    metadata: { name: no-metadata }
    spec:
      order: 10
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Deny
          destination: { nets: [169.254.169.254/32] }
    ---
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      order: 10
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
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
    metadata: { name: no-metadata }
    spec:
      order: 10
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Deny
          destination: { nets: [169.254.169.254/32] }
    ---
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      order: 20
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy, context) => {
    const own = policyOf(policy);
    if (own === undefined || !mayTie(own, context) || !mayBeCalico(context)) return [];
    const other = windowsReach(policy, context) === 'surely' ? tiesIn(context).get(own) : undefined;
    // of two that are alike it is said once, of one that can have another order
    if (other === undefined || (ENFORCED_POLICIES.includes(groupKindOf(other.object)) && inOrder(own, other) < 0))
      return [];
    const problem = `${titleOf(other.object)} has the same, and only their names say which is asked first`;
    return [{ path: 'spec.order', got: Number.isFinite(own.order) ? own.order : undefined, problem }];
  },
});

const tiesIn = remembered(({ cluster }: RuleContext) => orderTiesOf(cluster));

/** Whether another policy may govern the same pods in its place, and one of them denies: where all allow, order does not matter. */
function mayTie(policy: Policy, { cluster }: RuleContext): boolean {
  const place = placesIn(cluster).get(placeOf(policy));
  if (place === undefined) return false;
  if (isGlobal(policy.object)) return isContested(place.all);
  const own = place.byNamespace.get(namespaceOf(policy.object)) ?? NOBODY;
  return isContested({
    policies: own.policies + place.global.policies,
    denying: own.denying + place.global.denying,
  });
}

/** Policies of one tier and order. */
interface Place {
  readonly all: Tally;
  readonly global: Tally;
  readonly byNamespace: Map<string, Tally>;
}

/** How many policies there are, and how many of them do not just allow. */
interface Tally {
  policies: number;
  denying: number;
}

const NOBODY: Tally = { policies: 0, denying: 0 };

function isContested({ policies, denying }: Tally): boolean {
  return policies > 1 && denying > 0;
}

const placesIn = remembered((cluster: RuleContext['cluster']) => {
  const places = new Map<string, Place>();
  for (const policy of POLICIES.flatMap((kind) => cluster.all(kind)).flatMap((object) => policyOf(object) ?? [])) {
    const key = placeOf(policy);
    const place = places.get(key) ?? { all: { ...NOBODY }, global: { ...NOBODY }, byNamespace: new Map() };
    places.set(key, place);
    const namespace = namespaceOf(policy.object);
    const own = isGlobal(policy.object) ? place.global : (place.byNamespace.get(namespace) ?? { ...NOBODY });
    if (own !== place.global) place.byNamespace.set(namespace, own);
    const isDenying = [...(policy.ingress ?? []), ...(policy.egress ?? [])].some(
      ({ action }) => action === 'Deny' || action === 'Pass',
    );
    for (const tally of [place.all, own]) {
      tally.policies++;
      if (isDenying) tally.denying++;
    }
  }
  return places;
});

function placeOf({ tier, order }: Policy): string {
  return `${tier} ${order}`;
}
