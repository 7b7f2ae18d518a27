import { annotationRefusals } from './metadata-refusals';
import { exceptionRefusals, networkRefusals } from './network-refusals';
import type { EntityRule, HttpMatch, IcmpMatch, PlacedEntity, PlacedRule, PolicyRule } from './policy';
import { entitiesOf } from './policy';
import { isNamedPort, portRefusals } from './port';
import { hasPorts, isProtocol, protocolRefusals } from './protocol';
import { between, type CalicoRefusal, oneOf } from './refusal';
import { familiesRefusals } from './rule-families';
import { localSelectorRefusals, ruleNamespaceRefusals, selectorRefusals } from './selector-refusals';
import { serviceRefusals } from './service-refusals';

const ACTIONS = ['Allow', 'Deny', 'Log', 'Pass'];

/** What Calico refuses about a rule of a policy, its own fields first, then those that do not go together. */
export function ruleRefusals(placed: PlacedRule, isGlobalPolicy: boolean): CalicoRefusal[] {
  const { rule, path } = placed;
  const { source, destination } = rule;
  const found = actionRefusals(`${path}.action`, rule.action);
  // a fleet has thousands of rules with few fields each: nobody is asked about what is not there
  const add = (refusals: readonly CalicoRefusal[]) => {
    if (refusals.length > 0) found.push(...refusals);
  };
  if (rule.protocol !== undefined) add(protocolRefusals(`${path}.protocol`, rule.protocol));
  if (rule.notProtocol !== undefined) add(protocolRefusals(`${path}.notProtocol`, rule.notProtocol));
  if (rule.ipVersion !== undefined) add(versionRefusals(`${path}.ipVersion`, rule.ipVersion));
  if (rule.icmp !== undefined) add(icmpRefusals(`${path}.icmp`, rule.icmp));
  if (rule.notICMP !== undefined) add(icmpRefusals(`${path}.notICMP`, rule.notICMP));
  if (source !== undefined) addEntityRefusals(`${path}.source`, source, add);
  if (destination !== undefined) addEntityRefusals(`${path}.destination`, destination, add);
  if (rule.metadata !== undefined) add(annotationRefusals(`${path}.metadata.annotations`, rule.metadata.annotations));
  if (!hasPorts(rule.protocol)) add(portsWithoutProtocol(rule, entitiesOf(placed)));
  if (rule.icmp !== undefined) add(icmpWithoutProtocol(placed));
  add(familiesRefusals(placed));
  if (rule.http !== undefined) add(httpRefusals(placed));
  if (source?.services !== undefined || destination?.services !== undefined)
    for (const entity of entitiesOf(placed)) add(serviceRefusals(entity, isGlobalPolicy));
  return found;
}

function actionRefusals(path: string, action: string | undefined): CalicoRefusal[] {
  if (action !== undefined && action !== '') return oneOf(path, action, ACTIONS);
  return [{ about: 'value', path, got: action, allowed: ACTIONS.join(', '), problem: 'a rule needs an action' }];
}

function versionRefusals(path: string, got: number | undefined): CalicoRefusal[] {
  return got === undefined || got === 4 || got === 6 ? [] : [{ about: 'value', path, got, allowed: '4, 6' }];
}

function icmpRefusals(path: string, icmp: IcmpMatch = {}): CalicoRefusal[] {
  const { type, code } = icmp;
  const values = [...between(`${path}.type`, type, 0, 254), ...between(`${path}.code`, code, 0, 255)];
  if (code === undefined || type !== undefined) return values;
  return [
    ...values,
    { about: 'combination', path: `${path}.code`, got: code, problem: 'a code counts within a type only' },
  ];
}

function addEntityRefusals(path: string, entity: EntityRule, add: (refusals: readonly CalicoRefusal[]) => void): void {
  const { nets, notNets, selector, notSelector, namespaceSelector, serviceAccounts, ports, notPorts } = entity;
  nets?.forEach((net, index) => {
    add(networkRefusals(`${path}.nets[${index}]`, net));
  });
  notNets?.forEach((net, index) => {
    add(exceptionRefusals(`${path}.notNets[${index}]`, net));
  });
  if (selector !== undefined) add(localSelectorRefusals(`${path}.selector`, selector));
  if (notSelector !== undefined) add(selectorRefusals(`${path}.notSelector`, notSelector));
  if (namespaceSelector !== undefined) add(ruleNamespaceRefusals(`${path}.namespaceSelector`, namespaceSelector));
  if (serviceAccounts !== undefined)
    add(selectorRefusals(`${path}.serviceAccounts.selector`, serviceAccounts.selector));
  ports?.forEach((port, index) => {
    add(portRefusals(`${path}.ports[${index}]`, port));
  });
  notPorts?.forEach((port, index) => {
    add(portRefusals(`${path}.notPorts[${index}]`, port));
  });
}

/** Once for a rule: what is missing is its protocol. Ports beside a Service have no place whatever the protocol is. */
function portsWithoutProtocol({ protocol }: PolicyRule, entities: readonly PlacedEntity[]): CalicoRefusal[] {
  if (!isProtocol(protocol)) return [];
  const problem = protocol === undefined ? 'the rule names no protocol' : `${protocol} has no ports`;
  const fields = entities
    .filter(({ entity: { services }, side }) => services === undefined || side === 'source')
    .flatMap(({ entity, entityPath }) =>
      (['ports', 'notPorts'] as const).map((field) => ({ path: `${entityPath}.${field}`, got: entity[field] ?? [] })),
    );
  const areNames = fields.every(({ got }) => got.every(isNamedPort));
  const until = protocol === undefined && areNames ? '3.31' : undefined;
  return fields
    .filter(({ got }) => got.length > 0)
    .slice(0, 1)
    .map(({ path, got }) => ({ about: 'port', path, got, problem, until }));
}

/** The numbers of the protocols are not enough here. */
function icmpWithoutProtocol({ rule: { icmp, protocol }, path }: PlacedRule): CalicoRefusal[] {
  if (icmp === undefined || protocol === 'ICMP' || protocol === 'ICMPv6' || !isProtocol(protocol)) return [];
  return [
    { about: 'combination', path: `${path}.icmp`, got: icmp, problem: 'the rule needs protocol: ICMP or ICMPv6' },
  ];
}

/** Rules on HTTP allow what comes in over TCP. */
function httpRefusals({ rule: { http, protocol, action }, direction, path }: PlacedRule): CalicoRefusal[] {
  if (http === undefined) return [];
  const found = (field: string, got: unknown, problem: string): CalicoRefusal[] => [
    { about: 'combination', path: `${path}.${field}`, got, problem },
  ];
  const contents = httpContentRefusals(`${path}.http`, http);
  if (direction === 'egress') return [...contents, ...found('http', http, 'HTTP is matched on ingress only')];
  if (action !== undefined && action !== 'Allow' && ACTIONS.includes(action)) {
    return [...contents, ...found('http', http, 'HTTP is matched in rules that allow only')];
  }
  if (protocol === undefined || protocol === 'TCP' || !isProtocol(protocol)) return contents;
  return [...contents, ...found('protocol', protocol, 'HTTP needs protocol: TCP')];
}

function httpContentRefusals(path: string, { methods = [], paths = [] }: HttpMatch): CalicoRefusal[] {
  const twice = methods.findIndex((method, index) => methods.indexOf(method) < index);
  return [
    ...(twice < 0
      ? []
      : [
          {
            about: 'combination' as const,
            path: `${path}.methods[${twice}]`,
            got: methods[twice],
            problem: 'it is there twice',
          },
        ]),
    ...paths.flatMap((match, index): CalicoRefusal[] => {
      const problem = pathProblem(match.exact ?? '', match.prefix ?? '');
      return problem === undefined ? [] : [{ about: 'value', path: `${path}.paths[${index}]`, got: match, problem }];
    }),
  ];
}

function pathProblem(exact: string, prefix: string): string | undefined {
  if ((exact === '') === (prefix === '')) return 'a path has either exact or prefix';
  return /^\/[^? #]*$/.test(exact || prefix) ? undefined : 'a path begins with / and holds no ?, # or blank';
}
