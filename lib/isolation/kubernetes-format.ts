import type { Direction } from '../calico/policy';
import { NAMESPACE_NAME_LABEL } from '../windows/labels';
import { type Cidr, formatCidr, subtract } from './cidr';
import type { DeniedAddress } from './cloud-metadata';
import type { FlowEnd, Permission } from './flow';
import { overlap, type Port } from './port';
import type { LabelRequirement } from './selector';

/** A label selector of Kubernetes. */
export interface KubernetesSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: string[];
  }[];
}

/** The far end of a rule; both selectors in one item, since two items would mean "or". */
export interface KubernetesPeer {
  readonly ipBlock?: { readonly cidr: string };
  readonly namespaceSelector?: KubernetesSelector;
  readonly podSelector?: KubernetesSelector;
}

export interface KubernetesRule {
  readonly from?: readonly KubernetesPeer[];
  readonly to?: readonly KubernetesPeer[];
  readonly ports: readonly { readonly protocol: string; readonly port: number; readonly endPort?: number }[];
}

/** The spec of a networking.k8s.io/v1 NetworkPolicy, without what Windows nodes cannot do: `except`, names of ports. */
export interface KubernetesPolicySpec {
  readonly podSelector: KubernetesSelector;
  readonly policyTypes: readonly ('Ingress' | 'Egress')[];
  readonly ingress?: readonly KubernetesRule[];
  readonly egress?: readonly KubernetesRule[];
}

/**
 * Allows what the permissions say, in the directions they speak of. Kubernetes has no Deny: what is denied is cut out of
 * the networks that are allowed.
 */
export function kubernetesPermissions(
  labels: readonly LabelRequirement[],
  permissions: readonly Permission[],
  denied: readonly DeniedAddress[],
): KubernetesPolicySpec {
  const ingress = rulesOf('ingress', permissions, []);
  const egress = rulesOf('egress', permissions, denied);
  return {
    podSelector: selector(labels),
    policyTypes: [
      ...(ingress.length > 0 ? ['Ingress' as const] : []),
      ...(egress.length > 0 ? ['Egress' as const] : []),
    ],
    ...(ingress.length > 0 ? { ingress } : {}),
    ...(egress.length > 0 ? { egress } : {}),
  };
}

/** Denies by selecting all pods of the namespace and allowing nothing. */
export function kubernetesIsolation(): KubernetesPolicySpec {
  return { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
}

/** Each rule once, however often it was asked for. */
function rulesOf(
  direction: Direction,
  permissions: readonly Permission[],
  denied: readonly DeniedAddress[],
): KubernetesRule[] {
  const rules = permissions.filter((permission) => permission.direction === direction).flatMap((p) => allow(p, denied));
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function allow({ direction, peer, ports }: Permission, denied: readonly DeniedAddress[]): KubernetesRule[] {
  const numbers = ports.map(({ protocol, from, to }) => ({
    protocol,
    port: from,
    ...(from === to ? {} : { endPort: to }),
  }));
  if (peer.kind === 'nets' && peer.nets.length === 0) return [{ ports: numbers }];
  const peers = peersOf(peer, ports, denied);
  // An empty list would mean everybody.
  if (peers.length === 0) return [];
  return [direction === 'egress' ? { to: peers, ports: numbers } : { from: peers, ports: numbers }];
}

function peersOf(end: FlowEnd, ports: readonly Port[], denied: readonly DeniedAddress[]): KubernetesPeer[] {
  switch (end.kind) {
    case 'pods': {
      const namespaceSelector = selector([{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: end.namespaces }]);
      return [{ namespaceSelector, ...(end.labels.length > 0 ? { podSelector: selector(end.labels) } : {}) }];
    }
    case 'nets':
    case 'network-set':
      return cutOut(end.nets, ports, denied).map((net) => ({ ipBlock: { cidr: formatCidr(net) } }));
    case 'api-server':
      throw new Error('a Kubernetes NetworkPolicy cannot select the endpoints of a Service');
  }
}

/** A port that shares a rule with a denied one loses the address as well. */
function cutOut(nets: readonly Cidr[], ports: readonly Port[], denied: readonly DeniedAddress[]): Cidr[] {
  return denied
    .filter(
      (address) => address.ports.length === 0 || address.ports.some((one) => ports.some((port) => overlap(one, port))),
    )
    .reduce((left, { net }) => left.flatMap((one) => subtract(one, net)), [...nets]);
}

function selector(requirements: readonly LabelRequirement[]): KubernetesSelector {
  const exact = new Map<string, string>();
  const others: LabelRequirement[] = [];
  for (const requirement of requirements) {
    const { key, operator, values } = requirement;
    if (operator !== 'In' || values.length !== 1) others.push(requirement);
    else if (!exact.has(key)) exact.set(key, values[0]);
    // A second value of the same label has no place in `matchLabels`; without it the selector would match more.
    else if (exact.get(key) !== values[0]) others.push(requirement);
  }
  return {
    ...(exact.size > 0 ? { matchLabels: Object.fromEntries(exact) } : {}),
    ...(others.length > 0
      ? {
          matchExpressions: others.map(({ key, operator, values }) => ({
            key,
            operator,
            ...(values.length > 0 ? { values: [...values] } : {}),
          })),
        }
      : {}),
  };
}
