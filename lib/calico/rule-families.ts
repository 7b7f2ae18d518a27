import { familyOf, parseNetwork } from '../manifests/network';
import type { EntityRule, PlacedRule } from './policy';
import type { CalicoRefusal } from './refusal';

const ICMP_FAMILY: ReadonlyMap<unknown, number> = new Map([
  ['ICMP', 4],
  ['ICMPv6', 6],
]);

/** A rule is about one family of addresses, and its protocol, its version and its networks agree on it. */
export function familiesRefusals({ rule, path }: PlacedRule): CalicoRefusal[] {
  const { ipVersion: version, protocol, notProtocol, source, destination } = rule;
  if (version === undefined && !hasNets(source) && !hasNets(destination)) return [];
  const isVersion = version === 4 || version === 6;
  const icmp =
    version === undefined
      ? undefined
      : [protocol, notProtocol].find((each) => ICMP_FAMILY.has(each) && ICMP_FAMILY.get(each) !== version);
  if (icmp !== undefined) {
    return [{ about: 'combination', path: `${path}.ipVersion`, got: version, problem: `${icmp} is of the other one` }];
  }
  let first = isVersion ? version : undefined;
  for (const side of SIDES) {
    for (const field of FIELDS) {
      const nets = rule[side]?.[field];
      if (nets === undefined) continue;
      for (const net of nets) {
        const network = parseNetwork(net);
        if (network === undefined) continue;
        first ??= familyOf(network);
        if (familyOf(network) === first) continue;
        const problem = isVersion
          ? `the rule has ipVersion: ${version}`
          : 'one rule holds either IPv4 or IPv6 networks';
        return [{ about: 'combination', path: `${path}.${side}.${field}`, got: nets, problem }];
      }
    }
  }
  return [];
}

function hasNets(entity: EntityRule | undefined): boolean {
  return entity?.nets !== undefined || entity?.notNets !== undefined;
}

const SIDES = ['source', 'destination'] as const;
const FIELDS = ['nets', 'notNets'] as const;
