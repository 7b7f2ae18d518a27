import { CALICO_NAME, CALICO_NAMESPACE } from '../calico/labels';
import type { Direction } from '../calico/policy';
import type { Selector } from '../calico/selector';
import { protocolNumber, type Range } from '../policy/connection-space';
import type { Rule, Side } from '../policy/policy';
import { formatCidr } from './cidr';
import type { DeniedAddress } from './cloud-metadata';
import type { Flow, FlowEnd, Permission, PodsEnd } from './flow';
import type { Port } from './port';
import type { IsolationPromise } from './promise';
import type { LabelRequirement } from './selector';

/** The rules by which a permission would be kept at either end, if it were a policy; no policy is asked for them. */
export function rulesOfFlow({ from, to, ports }: Flow): Rule[] {
  return rulesBetween(sideOf(from), sideOf(to), ports, 'egress');
}

/** The same for what all pods of an isolation may do. */
export function rulesForAll({ direction, peer, ports }: Permission): Rule[] {
  const [source, destination] = direction === 'egress' ? [{}, sideOf(peer)] : [sideOf(peer), {}];
  return rulesBetween(source, destination, ports, direction);
}

export function rulesOfDenied({ net, ports }: DeniedAddress): Rule[] {
  return rulesBetween({}, { nets: [formatCidr(net)] }, ports, 'egress');
}

/** Pods that an isolation is about. */
export function isolatedPods({ namespaces, except }: IsolationPromise): Selector {
  const ofPods: Selector = { kind: 'has', label: CALICO_NAMESPACE };
  const names = sorted(namespaces ?? except);
  const operator = namespaces === undefined ? 'not in' : 'in';
  return { kind: 'and', operands: [ofPods, { kind: 'set', label: OF_NAMESPACE, operator, values: names }] };
}

/** A rule for who only wants that these pods are told apart from others. */
export function ruleAbout(pods: Selector): Rule {
  return { action: 'Allow', path: '', direction: 'egress', source: { selector: pods }, destination: {} };
}

function rulesBetween(source: Side, destination: Side, ports: readonly Port[], direction: Direction): Rule[] {
  const rule = { action: 'Allow', path: '', direction, source, destination } as const;
  if (ports.length === 0) return [rule];
  const rules: Rule[] = [];
  for (const name of PROTOCOLS) {
    const ranges: Range[] = [];
    for (const { protocol, from, to } of ports) if (protocol === name) ranges.push([from, to]);
    if (ranges.length === 0) continue;
    rules.push({
      ...rule,
      protocol: protocolNumber(name),
      destination: { ...destination, ports: { ranges, names: [] } },
    });
  }
  return rules;
}

const PROTOCOLS = ['TCP', 'UDP'] as const;

function sideOf(end: FlowEnd): Side {
  switch (end.kind) {
    case 'pods':
      return { selector: podsOf(end) };
    case 'nets':
      return end.nets.length === 0 ? {} : { nets: end.nets.map(formatCidr) };
    case 'network-set':
      return { nets: end.nets.map(formatCidr) };
    case 'api-server':
      return { service: 'default/kubernetes' };
  }
}

const OF_NAMESPACE = `pcns.${CALICO_NAME}`;

export function podsOf({ namespaces, labels }: PodsEnd): Selector {
  const inside: Selector = { kind: 'set', label: OF_NAMESPACE, operator: 'in', values: sorted(namespaces) };
  return { kind: 'and', operands: [inside, ...labels.map(condition)] };
}

function condition({ key: label, operator, values }: LabelRequirement): Selector {
  switch (operator) {
    case 'In':
      return { kind: 'set', label, operator: 'in', values: sorted(values) };
    case 'NotIn':
      return { kind: 'set', label, operator: 'not in', values: sorted(values) };
    case 'Exists':
      return { kind: 'has', label };
    case 'DoesNotExist':
      return { kind: 'not', operand: { kind: 'has', label } };
  }
}

function sorted(values: readonly string[]): string[] {
  return values.length < 2 ? [...values] : [...new Set(values)].sort();
}
