import { calicoRefusals } from '../calico/refusals';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { hasField } from '../manifests/workload';
import { ALL_POLICIES, convertedPolicy, type IgnoredPolicy } from './converted-policy';
import type { Policy, Tier } from './policy';

export interface PolicyOrder {
  /** Tiers that have policies, in the order in which they are asked. */
  readonly tiers: readonly Tier[];
  readonly ignored: readonly IgnoredPolicy[];
}

interface TierObject extends KubernetesObject {
  readonly spec?: { readonly order?: number; readonly defaultAction?: 'Deny' | 'Pass' };
}

type Position = Pick<Tier, 'order' | 'defaultAction'>;

/** Tiers that every cluster with Calico has. Source: projectcalico/calico `libcalico-go/lib/clientv3/tier.go`. */
const BUILT_IN: Readonly<Record<string, Position>> = {
  adminnetworkpolicy: { order: 1000, defaultAction: 'Pass' },
  'kube-admin': { order: 1000, defaultAction: 'Pass' },
  default: { order: 1_000_000, defaultAction: 'Deny' },
  baselineadminnetworkpolicy: { order: 10_000_000, defaultAction: 'Pass' },
  'kube-baseline': { order: 10_000_000, defaultAction: 'Pass' },
};

/** Whether every cluster with Calico has a tier of that name. */
export function isBuiltInTier(name: string): boolean {
  return hasField(BUILT_IN, name);
}

/** As Calico serves them, and as it stores them. */
export const TIERS: readonly string[] = ['projectcalico.org/Tier', 'crd.projectcalico.org/Tier'];

/** All policies of a cluster in the order in which Calico asks them. */
export function policyOrderOf(cluster: Cluster): PolicyOrder {
  const ignored: IgnoredPolicy[] = [];
  const policies: Policy[] = [];
  for (const object of ALL_POLICIES.flatMap((kind) => cluster.all(kind))) {
    const policy = convertedPolicy(object);
    if ('because' in policy) ignored.push(policy);
    else policies.push(policy);
  }
  const found = new Map<string, Position>(Object.entries(BUILT_IN));
  for (const object of TIERS.flatMap((kind) => cluster.all(kind)) as TierObject[]) {
    const { order = Number.POSITIVE_INFINITY, defaultAction = 'Deny' } = object.spec ?? {};
    const name = object.metadata?.name ?? '';
    if (!isBuiltInTier(name) && calicoRefusals(object).length === 0) found.set(name, { order, defaultAction });
  }
  const byTier = new Map<string, Policy[]>();
  for (const policy of policies) {
    const same = byTier.get(policy.tier);
    if (same === undefined) byTier.set(policy.tier, [policy]);
    else same.push(policy);
  }
  const tiers = [...byTier].map(([name, members]): Tier => {
    const known = found.get(name);
    const position: Position = known ?? { order: Number.POSITIVE_INFINITY, defaultAction: 'Deny' };
    return { name, isShown: known !== undefined, ...position, policies: members.sort(inOrder) };
  });
  return { tiers: tiers.sort(tiersInOrder), ignored };
}

/** A tier that is not there comes behind all others, and denies. Source: projectcalico/calico `felix/calc/policy_sorter.go`. */
function tiersInOrder(a: Tier, b: Tier): number {
  if (a.isShown !== b.isShown) return a.isShown ? -1 : 1;
  return a.order === b.order ? compare(a.name, b.name) : a.order - b.order;
}

/** Of two policies of one tier, the one that is asked first. */
export function inOrder(a: Policy, b: Policy): number {
  // infinity less infinity is no number
  return a.order === b.order ? compare(a.sortName, b.sortName) : a.order - b.order;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
