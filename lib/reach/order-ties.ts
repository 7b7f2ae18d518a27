import type { Direction } from '../calico/policy';
import type { Cluster } from '../manifests/cluster';
import { isEqual } from '../policy/bits';
import { ALL_POLICIES } from '../policy/converted-policy';
import type { GoverningTier } from '../policy/governing-tiers';
import { kindsOf } from '../policy/kinds';
import { linuxProgram } from '../policy/linux-program';
import type { Policy } from '../policy/policy';
import { PolicyNetwork } from '../policy/policy-network';
import type { Groups, Place } from '../policy/program';
import { type Located, Reach } from '../policy/reach';
import { groupsOf } from '../policy/steps';
import { maybeGoverned } from '../policy/subject';

/** Policies beside others of their tier and order, where it makes a difference which of the two is asked first. */
export function orderTiesOf(cluster: Cluster): ReadonlyMap<Policy, Policy> {
  const reach = new Reach(new PolicyNetwork(cluster));
  const { network } = reach;
  const unsure = maybeGoverned(cluster, ALL_POLICIES);
  const ties = new Map<Policy, Policy>();
  const asked = new Set<string>();
  const kinds = kindsOf(reach).map(({ endpoints: [endpoint] }) => endpoint);
  const everybody = [
    ...kinds.map((endpoint) => reach.located({ endpoint })),
    { classNumber: network.outside, pieces: network.addresses.all },
  ];
  for (const [kind, member] of kinds.entries()) {
    const endpoint = network.endpoints[member];
    if (endpoint.system !== 'windows' || endpoint.isOnHostNetwork || unsure.has(endpoint.object)) continue;
    const near = everybody[kind];
    const { classNumber } = near;
    for (const direction of ['ingress', 'egress'] as const) {
      const tiers = enforced(reach.governing(classNumber, direction));
      for (const [at, { policies }] of tiers.entries()) {
        for (const [index, first] of policies.slice(0, -1).entries()) {
          const second = policies[index + 1];
          const key = `${classNumber} ${direction} ${at} ${index}`;
          if (first.order !== second.order || asked.has(key)) continue;
          asked.add(key);
          if (!isOtherwise(tiers, at, index, direction, near, everybody, reach)) continue;
          ties.set(second, ties.get(second) ?? first);
          ties.set(first, ties.get(first) ?? second);
        }
      }
    }
  }
  return ties;
}

function enforced(tiers: readonly GoverningTier[]): GoverningTier[] {
  return tiers.map(({ tier, policies }) => ({ tier, policies: policies.filter(({ isStaged }) => !isStaged) }));
}

/** Whether anything else passes when a policy and the next one change places. */
function isOtherwise(
  tiers: readonly GoverningTier[],
  at: number,
  index: number,
  direction: Direction,
  near: Located,
  everybody: readonly Located[],
  reach: Reach,
): boolean {
  const policies = [...tiers[at].policies];
  [policies[index], policies[index + 1]] = [policies[index + 1], policies[index]];
  const swapped = tiers.map((each, place) => (place === at ? { ...each, policies } : each));
  const [now, then] = [tiers, swapped].map((each) =>
    linuxProgram(each, direction, reach.network, (rule) => reach.matchOf(rule)),
  );
  // both hold the same rules, and so they tell the same apart
  const groups = groupsOf(now.steps, reach.network);
  const places = farPlaces(everybody, groups);
  return nearPlaces(near, groups).some((own) =>
    places.some((far) => {
      const ends = { near: own, far };
      return !isEqual(now.allowed(ends), then.allowed(ends));
    }),
  );
}

/** Of the places of an end one of each that a program does not tell apart. */
function nearPlaces({ classNumber, pieces }: Located, { nearPieces }: Groups): Place[] {
  const byGroup = new Map(pieces.map((piece) => [nearPieces.of[piece], piece]));
  return [...byGroup.values()].map((piece) => ({ classNumber, piece }));
}

/** The same of those with whom it has to do. */
function farPlaces(everybody: readonly Located[], { farClasses, farPieces }: Groups): Place[] {
  const byGroup = new Map<number, Place>();
  // many have the same pieces: all of them, where no address is known
  const looked = Array.from({ length: farClasses.count }, () => new Set<readonly number[]>());
  for (const { classNumber, pieces } of everybody) {
    const group = farClasses.of[classNumber];
    if (looked[group].has(pieces)) continue;
    looked[group].add(pieces);
    for (const piece of pieces) byGroup.set(group * farPieces.count + farPieces.of[piece], { classNumber, piece });
  }
  return [...byGroup.values()];
}
