import { CALICO_NAMESPACE, CALICO_SERVICE_ACCOUNT, OF_ACCOUNT, OF_NAMESPACE } from '../calico/labels';
import {
  type CalicoPolicy,
  type CalicoPolicySpec,
  type EntityRule,
  isGlobal,
  type PolicyRule,
  tierOf,
} from '../calico/policy';
import type { Selector } from '../calico/selector';
import { isSelector, parseSelector } from '../calico/selector-parser';
import { namespaceOf } from '../manifests/kubernetes-object';
import { remembered } from '../manifests/remembered';
import { protocolNumber, type Range } from './connection-space';
import { DEFAULT_NAMESPACE } from './endpoint';
import type { Action, Policy, Ports, Rule, Side } from './policy';

/** A policy of Calico; its selectors parse, or Calico would have refused it. */
export function calicoPolicy(object: CalicoPolicy): Policy {
  const { spec = {} } = object;
  const namespace = isGlobal(object) ? undefined : namespaceOf(object) || DEFAULT_NAMESPACE;
  const types = typesOf(object);
  const isStaged = object.kind.startsWith('Staged');
  const name = storedName(object);
  return {
    object,
    tier: tierOf(object),
    order: spec.order ?? Number.POSITIVE_INFINITY,
    sortName: `${namespace === undefined ? '' : `${namespace}/`}${isStaged ? 'staged:' : ''}${name}`,
    isStaged,
    subject: subjectOf(spec, namespace),
    ...(types.includes('Ingress') ? { ingress: rulesOf(spec.ingress, 'ingress', namespace) } : {}),
    ...(types.includes('Egress') ? { egress: rulesOf(spec.egress, 'egress', namespace) } : {}),
  };
}

/** As Calico keeps it: the tier and the name, whether the name repeats the tier or not. */
function storedName(object: CalicoPolicy): string {
  const name = object.metadata?.name ?? '';
  const tier = tierOf(object);
  return name.startsWith(`${tier}.`) ? name : `${tier}.${name}`;
}

/** As the API server of Calico fills them in; where nobody did it, Felix takes both. */
function typesOf({ apiVersion, spec = {} }: CalicoPolicy): readonly string[] {
  const { types = [], ingress = [], egress = [] } = spec;
  if (types.length > 0) return types;
  if (apiVersion.startsWith('crd.')) return ['Ingress', 'Egress'];
  if (egress.length === 0) return ['Ingress'];
  return ingress.length === 0 ? ['Egress'] : ['Ingress', 'Egress'];
}

function subjectOf(spec: CalicoPolicySpec, namespace: string | undefined): Selector {
  let subject = parsed(spec.selector);
  // a policy in a namespace has no such field
  if (namespace === undefined && spec.namespaceSelector) {
    const namespaces = prefixed(read(spec.namespaceSelector), OF_NAMESPACE);
    // what has no namespace is not in all of them
    subject = withoutAll(and(subject, namespaces), CALICO_NAMESPACE);
  }
  if (spec.serviceAccountSelector) {
    const accounts = prefixed(read(spec.serviceAccountSelector), OF_ACCOUNT);
    subject = withoutAll(and(subject, accounts), CALICO_SERVICE_ACCOUNT);
  }
  if (namespace !== undefined)
    subject = and(subject, { kind: 'compare', label: CALICO_NAMESPACE, operator: '==', value: namespace });
  return subject ?? { kind: 'all' };
}

function rulesOf(rules: readonly PolicyRule[] = [], direction: 'ingress' | 'egress', namespace?: string): Rule[] {
  return rules.map((rule, index) => {
    const protocol = numberOf(rule.protocol);
    const notProtocol = numberOf(rule.notProtocol);
    const ipVersion = rule.ipVersion ?? impliedVersion(rule);
    return {
      action: rule.action as Action,
      path: `spec.${direction}[${index}]`,
      direction,
      ...(ipVersion === undefined ? {} : { ipVersion: ipVersion as 4 | 6 }),
      ...(protocol === undefined ? {} : { protocol }),
      ...(notProtocol === undefined ? {} : { notProtocol }),
      ...(rule.icmp === undefined ? {} : { icmp: rule.icmp }),
      ...(rule.notICMP === undefined ? {} : { notIcmp: rule.notICMP }),
      source: sideOf(rule.source, namespace),
      destination: sideOf(rule.destination, namespace),
    };
  });
}

/**
 * Felix takes a rule for one of IPv6 that names ICMPv6, and not one with its number. That matters where Windows nodes look at
 * the Service of a rule and at nothing else. Source: projectcalico/calico `felix/calc/rule_convert.go`.
 */
function impliedVersion({ protocol, destination }: PolicyRule): number | undefined {
  const isNamed = typeof protocol === 'string' && /^icmpv6$/i.test(protocol);
  return isNamed && destination?.services !== undefined ? 6 : undefined;
}

function numberOf(protocol: string | number | undefined): number | undefined {
  return protocol === undefined ? undefined : protocolNumber(protocol);
}

/** What a rule without any demand on a side asks of it. */
const NO_SIDE: Side = {};

function sideOf(entity: EntityRule | undefined, namespace?: string): Side {
  if (entity === undefined) return NO_SIDE;
  const { nets = [], notNets = [], ports = [], notPorts = [], services } = entity;
  const picks = selectorOf(entity, namespace);
  const excluded = parsed(entity.notSelector);
  return {
    ...(nets.length > 0 ? { nets } : {}),
    ...(notNets.length > 0 ? { notNets } : {}),
    ...(picks === undefined ? {} : { selector: excluded === undefined ? picks : and(picks, not(excluded)) }),
    // alone it is true of addresses of which nobody knows anything, too
    ...(picks === undefined && excluded !== undefined ? { notSelector: excluded } : {}),
    ...(ports.length > 0 ? { ports: portsOf(ports) } : {}),
    ...(notPorts.length > 0 ? { notPorts: portsOf(notPorts) } : {}),
    ...(services?.name ? { service: `${services.namespace ?? ''}/${services.name}` } : {}),
  };
}

/**
 * Namespace, service account and selector of a side as one selector. In a namespace, any of them keeps to that namespace
 * unless others are named. Source: projectcalico/calico `libcalico-go/lib/backend/syncersv1/updateprocessors/rules.go`.
 */
function selectorOf(entity: EntityRule, namespace?: string): Selector | undefined {
  const { namespaceSelector, notSelector, serviceAccounts } = entity;
  const account = accountsOf(serviceAccounts);
  const own = and(account, parsed(entity.selector));
  if (namespaceSelector) {
    return and(namespacesOf(read(namespaceSelector)), own);
  }
  if (namespace === undefined || (own === undefined && !notSelector)) return own;
  return and({ kind: 'compare', label: CALICO_NAMESPACE, operator: '==', value: namespace }, own);
}

function accountsOf({ names = [], selector }: NonNullable<EntityRule['serviceAccounts']> = {}): Selector | undefined {
  const labels = selector ? prefixed(read(selector), OF_ACCOUNT) : undefined;
  if (names.length === 0) return labels;
  return and(labels, { kind: 'set', label: CALICO_SERVICE_ACCOUNT, operator: 'in', values: names });
}

export function portsOf(ports: readonly (string | number)[]): Ports {
  const ranges: Range[] = [];
  const names: string[] = [];
  for (const port of ports) {
    const [, first, last = first] = /^(\d+)(?::(\d+))?$/.exec(String(port)) ?? [];
    if (first === undefined) names.push(String(port));
    else ranges.push([Number(first), Number(last)]);
  }
  return { ranges, names };
}

/** The empty selector asks for nothing. */
function parsed(text: string | undefined): Selector | undefined {
  return text ? read(text) : undefined;
}

function read(text: string): Selector {
  const selector = parseSelector(text);
  if (!isSelector(selector)) throw new TypeError(`a selector that does not parse was not refused: ${text}`);
  return selector;
}

function not(operand: Selector): Selector {
  return { kind: 'not', operand };
}

function and(first: Selector | undefined, second: Selector): Selector;
function and(first: Selector | undefined, second: Selector | undefined): Selector | undefined;
function and(first: Selector | undefined, second: Selector | undefined): Selector | undefined {
  if (first === undefined) return second;
  return second === undefined ? first : { kind: 'and', operands: [first, second] };
}

function prefixed(selector: Selector, prefix: string): Selector {
  return mapped(selector, (leaf) => ('label' in leaf ? { ...leaf, label: prefix + leaf.label } : leaf));
}

/** In the namespace selector of a rule `all()` means whatever has a namespace, and `global()` what has none. */
const namespacesOf = remembered((selector: Selector): Selector => {
  const inNamespace: Selector = { kind: 'has', label: CALICO_NAMESPACE };
  return mapped(prefixed(selector, OF_NAMESPACE), (leaf) => {
    if (leaf.kind === 'all') return inNamespace;
    return leaf.kind === 'global' ? not(inNamespace) : leaf;
  });
});

function withoutAll(selector: Selector, label: string): Selector {
  return mapped(selector, (leaf) => (leaf.kind === 'all' ? { kind: 'has', label } : leaf));
}

/** The same tree with other leaves. */
function mapped(selector: Selector, change: (leaf: Selector) => Selector): Selector {
  switch (selector.kind) {
    case 'not':
      return not(mapped(selector.operand, change));
    case 'and':
    case 'or':
      return { kind: selector.kind, operands: selector.operands.map((operand) => mapped(operand, change)) };
    default:
      return change(selector);
  }
}
