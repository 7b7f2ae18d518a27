import type { Direction } from '../calico/policy';
import type { CalicoRefusal } from '../calico/refusal';
import {
  ADMIN_POLICY,
  type AdminPeer,
  type AdminPolicy,
  type AdminRule,
  BASELINE_POLICY,
  CLUSTER_POLICY,
} from '../manifests/admin-policy';
import { groupKindOf } from '../manifests/kubernetes-object';
import { parseNetwork } from '../manifests/network';
import { adminPorts, clusterPorts, type PortsOfProtocol } from './admin-ports';
import { namespaceTerms, podTerms } from './kubernetes-policies';
import type { Action, Policy, Rule, Side } from './policy';

/** How Calico takes each kind of policies of administrators in. */
interface Kind {
  /** `undefined` for a tier that there is not. */
  readonly tierOf: (policy: AdminPolicy) => string | undefined;
  readonly prefix: string;
  /** Its words for the actions, with ours. */
  readonly actions: ReadonlyMap<string | undefined, Action>;
  readonly portsOf: (rule: AdminRule, path: string) => readonly PortsOfProtocol[] | CalicoRefusal;
  /** What becomes of a rule that it cannot read: none of its policy is enforced, or it denies everything where it does not allow. */
  readonly onFailure: 'no policy' | 'denial';
}

const TIERS = new Map([
  ['Admin', 'kube-admin'],
  ['Baseline', 'kube-baseline'],
]);

const ALLOW_OR_DENY: readonly [string, Action][] = [
  ['Allow', 'Allow'],
  ['Deny', 'Deny'],
];

/**
 * Sources: projectcalico/calico v3.31 `libcalico-go/lib/backend/k8s/conversion/conversion.go`, v3.32
 * `clusternetworkpolicy.go` beside it; what fails to convert the client of v3.31 leaves out altogether
 * (`libcalico-go/lib/backend/k8s/resources/kubeadminnetworkpolicy.go`).
 */
const KINDS: Readonly<Record<string, Kind>> = {
  [ADMIN_POLICY]: {
    tierOf: () => 'adminnetworkpolicy',
    prefix: 'kanp.adminnetworkpolicy.',
    actions: new Map([...ALLOW_OR_DENY, ['Pass', 'Pass']]),
    portsOf: adminPorts,
    onFailure: 'no policy',
  },
  [BASELINE_POLICY]: {
    tierOf: () => 'baselineadminnetworkpolicy',
    prefix: 'kbanp.baselineadminnetworkpolicy.',
    actions: new Map(ALLOW_OR_DENY),
    portsOf: adminPorts,
    onFailure: 'no policy',
  },
  [CLUSTER_POLICY]: {
    tierOf: ({ spec }) => TIERS.get(spec?.tier ?? ''),
    prefix: '',
    actions: new Map([
      ['Accept', 'Allow'],
      ['Deny', 'Deny'],
      ['Pass', 'Pass'],
    ]),
    portsOf: clusterPorts,
    onFailure: 'denial',
  },
};

/** Where the baseline of v1alpha1 stands, which has no priority. */
const BASELINE_ORDER = 1000;

/** A policy of an administrator as Calico enforces it, or why it does not. */
export function adminPolicy(object: AdminPolicy): Policy | readonly CalicoRefusal[] {
  const { spec = {} } = object;
  const kind = KINDS[groupKindOf(object)];
  const tier = kind.tierOf(object);
  const subject = spec.subject === undefined ? undefined : peerTerms(spec.subject);
  if (tier === undefined)
    return [{ about: 'value', path: 'spec.tier', got: spec.tier, allowed: [...TIERS.keys()].join(', ') }];
  if (subject === undefined)
    return [{ about: 'combination', path: 'spec.subject', got: spec.subject, problem: 'it names no pods' }];
  const refusals: CalicoRefusal[] = [];
  const rulesOf = (direction: Direction) =>
    (spec[direction] ?? []).flatMap((rule, index) => {
      const path = `spec.${direction}[${index}]`;
      const rules = converted(rule, direction, path, kind);
      if (!('about' in rules)) return rules;
      refusals.push(rules);
      return rule.action === 'Deny' || rule.action === 'Pass'
        ? [{ action: 'Deny' as const, path, direction, source: {}, destination: {} }]
        : [];
    });
  const ingress = rulesOf('ingress');
  const egress = rulesOf('egress');
  if (refusals.length > 0 && kind.onFailure === 'no policy') return refusals;
  // a policy that says nothing at all is about both directions, in which it says nothing
  const isEmpty = ingress.length === 0 && egress.length === 0;
  return {
    object,
    tier,
    order: groupKindOf(object) === BASELINE_POLICY ? BASELINE_ORDER : (spec.priority ?? 0),
    sortName: `${kind.prefix}${object.metadata?.name ?? ''}`,
    isStaged: false,
    // no policy of an administrator is about what is no pod
    subject: { kind: 'and', operands: [...subject, ...podTerms(undefined)] },
    ...(ingress.length > 0 || isEmpty ? { ingress } : {}),
    ...(egress.length > 0 || isEmpty ? { egress } : {}),
  };
}

/** One rule for each protocol and peer. */
function converted(rule: AdminRule, direction: Direction, path: string, kind: Kind): Rule[] | CalicoRefusal {
  const action = kind.actions.get(rule.action);
  if (action === undefined)
    return {
      about: 'value',
      path: `${path}.action`,
      got: rule.action,
      allowed: [...kind.actions.keys()].join(', '),
    };
  const ports = kind.portsOf(rule, path);
  if ('about' in ports) return ports;
  const field = direction === 'ingress' ? 'from' : 'to';
  const rules: Rule[] = [];
  for (const { protocol, ports: open } of ports) {
    for (const [index, peer] of (rule[field] ?? []).entries()) {
      const peerPath = `${path}.${field}[${index}]`;
      const far = farSide(peer, direction, peerPath);
      if ('about' in far) return far;
      const destination = { ...(direction === 'egress' ? far : {}), ...(open === undefined ? {} : { ports: open }) };
      rules.push({
        action,
        path: peerPath,
        direction,
        ...(protocol === undefined ? {} : { protocol }),
        source: direction === 'ingress' ? far : {},
        destination,
      });
    }
  }
  return rules;
}

function farSide(peer: AdminPeer, direction: Direction, path: string): Side | CalicoRefusal {
  const { networks = [] } = direction === 'egress' ? peer : {};
  const terms = peerTerms(peer);
  if (terms === undefined && networks.length === 0)
    return { about: 'combination', path, got: peer, problem: 'Calico finds nothing in it that it knows' };
  const wrong = networks.findIndex((network) => parseNetwork(network) === undefined);
  if (wrong >= 0)
    return { about: 'network', path: `${path}.networks[${wrong}]`, got: networks[wrong], problem: 'it is no CIDR' };
  return {
    ...(networks.length > 0 ? { nets: networks } : {}),
    ...(terms === undefined ? {} : { selector: { kind: 'and', operands: terms } }),
  };
}

/** Who names pods means pods; who names namespaces only means whatever is in them. */
function peerTerms({ namespaces, pods }: AdminPeer) {
  if (pods !== undefined) return [...namespaceTerms(pods.namespaceSelector ?? {}), ...podTerms(pods.podSelector)];
  return namespaces === undefined ? undefined : namespaceTerms(namespaces);
}
