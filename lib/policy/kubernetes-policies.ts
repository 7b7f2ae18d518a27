import { CALICO_NAMESPACE, CALICO_ORCHESTRATOR, OF_NAMESPACE, ORCHESTRATOR } from '../calico/labels';
import { DEFAULT_TIER } from '../calico/policy';
import type { Selector } from '../calico/selector';
import { type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import type { LabelSelector } from '../manifests/label-selector';
import { closedBy, type NetworkPolicy, type Peer, type PeerPort, peerRulesOf } from '../manifests/network-policy';
import { protocolName, protocolNumber, type Range } from './connection-space';
import { DEFAULT_NAMESPACE } from './endpoint';
import type { Policy, Ports, Rule, Side } from './policy';

/** Where policies of Kubernetes stand among those of Calico. */
const ORDER = 1000;

/**
 * A NetworkPolicy of Kubernetes, or a staged one. Source: projectcalico/calico
 * `libcalico-go/lib/backend/k8s/conversion/conversion.go`.
 */
export function kubernetesPolicy(object: KubernetesObject): Policy {
  const policy = object as NetworkPolicy;
  const namespace = namespaceOf(object) || DEFAULT_NAMESPACE;
  // nobody fills in the types of a staged one, as the API server does for others
  const isStaged = object.kind !== 'NetworkPolicy';
  const directions = isStaged && !policy.spec?.policyTypes?.length ? ['ingress'] : closedBy(policy);
  const rules = peerRulesOf(policy).flatMap(({ direction, path, peersPath, peers, ports }) =>
    ruleParts(ports).flatMap(({ protocol, ports: numbers }) =>
      (peers.length === 0 ? [undefined] : peers).map((peer, index): Rule => {
        const far = peer === undefined ? {} : farSide(peer, namespace);
        const near: Side = direction === 'ingress' && numbers !== undefined ? { ports: numbers } : {};
        return {
          action: 'Allow',
          path: peer === undefined ? path : `${peersPath}[${index}]`,
          direction,
          ...(protocol === undefined ? {} : { protocol }),
          source: direction === 'ingress' ? far : {},
          destination:
            direction === 'ingress' ? near : { ...far, ...(numbers === undefined ? {} : { ports: numbers }) },
        };
      }),
    ),
  );
  const of = (direction: 'ingress' | 'egress') =>
    directions.includes(direction) ? { [direction]: rules.filter((rule) => rule.direction === direction) } : {};
  return {
    object,
    tier: DEFAULT_TIER,
    order: ORDER,
    sortName: `${namespace}/${isStaged ? 'staged:' : ''}knp.${DEFAULT_TIER}.${object.metadata?.name ?? ''}`,
    isStaged,
    subject: {
      kind: 'and',
      operands: [inNamespace(namespace), ...podTerms(policy.spec?.podSelector)],
    },
    ...of('ingress'),
    ...of('egress'),
  };
}

interface RulePart {
  readonly protocol?: number;
  readonly ports?: Ports;
}

/** One rule for each protocol, in the order of their names; what says nothing but a protocol opens all its ports. */
function ruleParts(ports: readonly PeerPort[]): RulePart[] {
  if (ports.length === 0) return [{}];
  const byProtocol = new Map<number, PeerPort[]>();
  for (const port of ports) {
    const protocol = protocolNumber(port.protocol ?? 'TCP') ?? 6;
    byProtocol.set(protocol, [...(byProtocol.get(protocol) ?? []), port]);
  }
  return [...byProtocol]
    .sort(([a], [b]) => (protocolName(a) < protocolName(b) ? -1 : 1))
    .map(([protocol, group]) =>
      group.some(({ port }) => port === undefined) ? { protocol } : { protocol, ports: portsOf(group) },
    );
}

function portsOf(ports: readonly PeerPort[]): Ports {
  const ranges: Range[] = [];
  const names: string[] = [];
  for (const { port, endPort } of ports) {
    if (typeof port === 'number') ranges.push([port, endPort ?? port]);
    else if (port !== undefined) names.push(port);
  }
  return { ranges, names };
}

function farSide({ ipBlock, podSelector, namespaceSelector }: Peer, namespace: string): Side {
  if (ipBlock?.cidr !== undefined) {
    const { cidr, except = [] } = ipBlock;
    return { nets: [cidr], ...(except.length > 0 ? { notNets: except } : {}) };
  }
  const namespaces = namespaceSelector === undefined ? [inNamespace(namespace)] : namespaceTerms(namespaceSelector);
  return { selector: { kind: 'and', operands: [...namespaces, ...podTerms(podSelector)] } };
}

/** What a selector asks of the labels of a pod, and that it is one. */
export function podTerms(selector: LabelSelector | undefined): Selector[] {
  return [
    { kind: 'compare', label: CALICO_ORCHESTRATOR, operator: '==', value: ORCHESTRATOR },
    ...termsOf(selector ?? {}, ''),
  ];
}

export function namespaceTerms(selector: LabelSelector): Selector[] {
  const terms = termsOf(selector, OF_NAMESPACE);
  return terms.length > 0 ? terms : [{ kind: 'has', label: CALICO_NAMESPACE }];
}

function inNamespace(namespace: string): Selector {
  return { kind: 'compare', label: CALICO_NAMESPACE, operator: '==', value: namespace };
}

function termsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector, prefix: string): Selector[] {
  return [
    ...Object.entries(matchLabels).map(
      ([key, value]): Selector => ({ kind: 'compare', label: prefix + key, operator: '==', value }),
    ),
    ...matchExpressions.flatMap(({ key = '', operator, values = [] }): Selector[] => {
      const label = prefix + key;
      // as Calico writes down a list that is empty
      const among = values.length > 0 ? values : [''];
      const has: Selector = { kind: 'has', label };
      switch (operator) {
        case 'In':
          return [{ kind: 'set', label, operator: 'in', values: among }];
        case 'NotIn':
          return [{ kind: 'set', label, operator: 'not in', values: among }];
        case 'Exists':
          return [has];
        case 'DoesNotExist':
          return [{ kind: 'not', operand: has }];
        default:
          return [];
      }
    }),
  ];
}
