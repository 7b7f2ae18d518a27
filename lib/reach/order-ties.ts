import type { Direction } from '../calico/policy';
import type { Cluster } from '../manifests/cluster';
import { bitsKey } from '../policy/bits';
import { ALL_POLICIES } from '../policy/converted-policy';
import type { GoverningTier } from '../policy/governing-tiers';
import { linuxProgram } from '../policy/linux-program';
import { kindsOf } from '../policy/matrix';
import type { Policy } from '../policy/policy';
import { PolicyNetwork } from '../policy/policy-network';
import { Reach } from '../policy/reach';
import { maybeGoverned } from '../policy/subject';

/** Policies beside others of their tier and order, where it makes a difference which of the two is asked first. */
export function orderTiesOf(cluster: Cluster): ReadonlyMap<Policy, Policy> {
  const reach = new Reach(new PolicyNetwork(cluster));
  const { network } = reach;
  const unsure = maybeGoverned(cluster, ALL_POLICIES);
  const ties = new Map<Policy, Policy>();
  const asked = new Set<string>();
  for (const { endpoints } of kindsOf(reach)) {
    const endpoint = network.endpoints[endpoints[0]];
    if (endpoint.system !== 'windows' || endpoint.isOnHostNetwork || unsure.has(endpoint.object)) continue;
    const classNumber = network.classes[endpoints[0]];
    for (const direction of ['ingress', 'egress'] as const) {
      const tiers = enforced(reach.governing(classNumber, direction));
      for (const [at, { policies }] of tiers.entries()) {
        for (const [index, first] of policies.slice(0, -1).entries()) {
          const second = policies[index + 1];
          const key = `${classNumber} ${direction} ${at} ${index}`;
          if (first.order !== second.order || asked.has(key)) continue;
          asked.add(key);
          if (!isOtherwise(tiers, at, index, direction, classNumber, reach)) continue;
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
  classNumber: number,
  reach: Reach,
): boolean {
  const { network } = reach;
  const policies = [...tiers[at].policies];
  [policies[index], policies[index + 1]] = [policies[index + 1], policies[index]];
  const swapped = tiers.map((each, place) => (place === at ? { ...each, policies } : each));
  const [now, then] = [tiers, swapped].map((each) =>
    linuxProgram(each, direction, network, (rule) => reach.matchOf(rule)),
  );
  const places = [
    ...kindsOf(reach).map(({ endpoints: [endpoint] }) => reach.located({ endpoint })),
    { classNumber: network.outside, pieces: network.addresses.all },
  ];
  return reach.located({ endpoint: network.classes.indexOf(classNumber) }).pieces.some((piece) =>
    places.some(({ classNumber: farClass, pieces }) =>
      pieces.some((farPiece) => {
        const ends = { near: { classNumber, piece }, far: { classNumber: farClass, piece: farPiece } };
        return bitsKey(now.allowed(ends)) !== bitsKey(then.allowed(ends));
      }),
    ),
  );
}
