import { CALICO_POLICIES, type CalicoPolicy } from '../calico/policy';
import type { CalicoRefusal } from '../calico/refusal';
import { calicoRefusals } from '../calico/refusals';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { NETWORK_POLICY } from '../manifests/network-policy';
import { adminPolicy } from './admin-policies';
import { calicoPolicy } from './calico-policies';
import { kubernetesPolicy } from './kubernetes-policies';
import type { Policy, Tier } from './policy';

/** Why a policy plays no part. */
export interface IgnoredPolicy {
  readonly object: KubernetesObject;
  readonly because: 'refused' | 'not about pods' | 'staged deletion';
  readonly refusals: readonly CalicoRefusal[];
}

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

/** As Calico serves its objects, and as it stores them. */
const GROUPS = ['projectcalico.org', 'crd.projectcalico.org'];
const KUBERNETES_POLICIES = [NETWORK_POLICY, ...GROUPS.map((group) => `${group}/StagedKubernetesNetworkPolicy`)];
const TIERS = GROUPS.map((group) => `${group}/Tier`);

/** All policies of a cluster in the order in which Calico asks them; Calico behaves as if what it refuses were not there. */
export function policyOrderOf(cluster: Cluster): PolicyOrder {
  const ignored: IgnoredPolicy[] = [];
  const policies: Policy[] = [];
  const take = (object: KubernetesObject, read: (object: KubernetesObject) => Policy) => {
    const refusals = calicoRefusals(object);
    if (refusals.length > 0) ignored.push({ object, because: 'refused', refusals });
    else if (isDeletion(object)) ignored.push({ object, because: 'staged deletion', refusals });
    else policies.push(read(object));
  };
  for (const kind of CALICO_POLICIES) {
    for (const object of cluster.all(kind)) {
      const { doNotTrack = false, preDNAT = false } = (object as CalicoPolicy).spec ?? {};
      if (doNotTrack || preDNAT) ignored.push({ object, because: 'not about pods', refusals: [] });
      else take(object, calicoPolicy);
    }
  }
  for (const object of KUBERNETES_POLICIES.flatMap((kind) => cluster.all(kind))) take(object, kubernetesPolicy);
  for (const object of ADMIN_POLICIES.flatMap((kind) => cluster.all(kind))) {
    const policy = adminPolicy(object);
    if ('object' in policy) policies.push(policy);
    else ignored.push({ object, because: 'refused', refusals: policy });
  }
  const found = new Map<string, Position>(Object.entries(BUILT_IN));
  for (const object of TIERS.flatMap((kind) => cluster.all(kind)) as TierObject[]) {
    const { order = Number.POSITIVE_INFINITY, defaultAction = 'Deny' } = object.spec ?? {};
    const name = object.metadata?.name ?? '';
    if (BUILT_IN[name] === undefined && calicoRefusals(object).length === 0) found.set(name, { order, defaultAction });
  }
  const byTier = new Map<string, Policy[]>();
  for (const policy of policies) byTier.set(policy.tier, [...(byTier.get(policy.tier) ?? []), policy]);
  const tiers = [...byTier].map(([name, members]): Tier => {
    const known = found.get(name);
    const position: Position = known ?? { order: Number.POSITIVE_INFINITY, defaultAction: 'Deny' };
    return { name, isShown: known !== undefined, ...position, policies: members.sort(inOrder) };
  });
  return { tiers: tiers.sort(tiersInOrder), ignored };
}

/** No node ever hears of a policy that is staged for its deletion. */
function isDeletion({ kind, spec }: CalicoPolicy): boolean {
  return kind.startsWith('Staged') && spec?.stagedAction === 'Delete';
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
