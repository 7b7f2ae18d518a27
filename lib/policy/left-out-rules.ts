import { CALICO_POLICIES } from '../calico/policy';
import { ADMIN_POLICIES, type AdminRule } from '../manifests/admin-policy';
import { groupKindOf, type KubernetesObject } from '../manifests/kubernetes-object';
import type { PeerPort } from '../manifests/network-policy';
import { rememberedLast } from '../manifests/remembered';
import { valueAtServerPath } from '../manifests/server-path';
import { protocolNumber } from './connection-space';
import { policyOf } from './converted-policy';
import type { Rule, Side } from './policy';
import { isIpv6Only, skippedBecause, type WindowsSkip } from './windows-skips';

/** A rule that Windows nodes leave out, and the fields for which they do. */
export interface LeftOutRule {
  readonly rule: Rule;
  readonly because: WindowsSkip;
  /** At least one. */
  readonly paths: readonly string[];
}

/** The rules of a policy that Windows nodes leave out; a rule of the manifest may be several for Calico. */
export const leftOutRules = rememberedLast((object: KubernetesObject): readonly LeftOutRule[] => {
  const leftOut: LeftOutRule[] = [];
  for (const rule of rulesOf(object)) {
    const because = skippedBecause(rule);
    if (because !== undefined) leftOut.push({ rule, because, paths: fieldsOf(object, rule, because) });
  }
  return leftOut;
});

/** The rules of a policy as Calico has them; none of one that plays no part. */
export function rulesOf(object: KubernetesObject): readonly Rule[] {
  const { ingress = [], egress = [] } = policyOf(object) ?? {};
  return [...ingress, ...egress];
}

const SIDES = ['source', 'destination'] as const;

function fieldsOf(object: KubernetesObject, rule: Rule, because: WindowsSkip): string[] {
  const groupKind = groupKindOf(object);
  if (CALICO_POLICIES.includes(groupKind)) return ofCalico(object, rule, because);
  if (ADMIN_POLICIES.includes(groupKind))
    return because === 'the name of a port' ? namedByAdmin(object, rule) : [`${rule.path}.networks`];
  if (because === 'the name of a port') return namedByKubernetes(object, rule);
  return [`${rule.path}.ipBlock.${because === 'a negated match' ? 'except' : 'cidr'}`];
}

function ofCalico(object: KubernetesObject, rule: Rule, because: WindowsSkip): string[] {
  const { path } = rule;
  switch (because) {
    case 'the action Log':
      return [`${path}.action`];
    case 'IPv6':
      return [`${path}.ipVersion`];
    case 'a type of ICMP':
      return [`${path}.icmp`];
    case 'no IPv4 network':
      return SIDES.filter((side) => isIpv6Only(rule[side])).map((side) => `${path}.${side}.nets`);
    case 'a negated match':
      return negations(rule).slice(0, 1);
    case 'the name of a port':
      return SIDES.flatMap((side) => {
        const names = rule[side].ports?.names ?? [];
        return listAt<string | number>(object, `${path}.${side}.ports`).flatMap((port, index) =>
          names.includes(String(port)) ? [`${path}.${side}.ports[${index}]`] : [],
        );
      });
  }
}

const NEGATIONS = ['notNets', 'notPorts', 'notSelector'] as const satisfies readonly (keyof Side)[];

function negations({ path, source, destination, notProtocol }: Rule): string[] {
  const sides = { source, destination };
  return [
    ...SIDES.flatMap((side) =>
      NEGATIONS.filter((field) => sides[side][field] !== undefined).map((field) => `${path}.${side}.${field}`),
    ),
    ...(notProtocol === undefined ? [] : [`${path}.notProtocol`]),
    // what is left
    `${path}.notICMP`,
  ];
}

/** The path of the rule of the manifest, without the peer. */
function ruleOf({ path }: Rule): string {
  return path.replace(/\.(from|to)\[\d+\]$/, '');
}

function namedByKubernetes(object: KubernetesObject, rule: Rule): string[] {
  const path = `${ruleOf(rule)}.ports`;
  const isMeant = ({ port, protocol = 'TCP' }: PeerPort) =>
    typeof port === 'string' && protocolNumber(protocol) === rule.protocol;
  return listAt<PeerPort>(object, path).flatMap((port, index) => (isMeant(port) ? [`${path}[${index}].port`] : []));
}

function namedByAdmin(object: KubernetesObject, rule: Rule): string[] {
  const path = `${ruleOf(rule)}.protocols`;
  return listAt<NonNullable<AdminRule['protocols']>[number]>(object, path).flatMap(({ destinationNamedPort }, index) =>
    destinationNamedPort ? [`${path}[${index}].destinationNamedPort`] : [],
  );
}

function listAt<Entry>(object: KubernetesObject, path: string): readonly Entry[] {
  return (valueAtServerPath(object, path) ?? []) as readonly Entry[];
}
