import { CALICO_POLICIES, type CalicoPolicy, STAGED_KUBERNETES_POLICIES } from '../calico/policy';
import type { CalicoRefusal } from '../calico/refusal';
import { calicoRefusals } from '../calico/refusals';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { groupKindOf, type KubernetesObject } from '../manifests/kubernetes-object';
import { NETWORK_POLICY } from '../manifests/network-policy';
import { remembered } from '../manifests/remembered';
import { adminPolicy } from './admin-policies';
import { calicoPolicy } from './calico-policies';
import { kubernetesPolicy } from './kubernetes-policies';
import type { Policy } from './policy';

/** Why a policy plays no part. */
export interface IgnoredPolicy {
  readonly object: KubernetesObject;
  readonly because: 'refused' | 'not about pods' | 'staged deletion';
  readonly refusals: readonly CalicoRefusal[];
}

/** Everything that Calico takes for a policy. */
export const ALL_POLICIES: readonly string[] = [
  ...CALICO_POLICIES,
  NETWORK_POLICY,
  ...STAGED_KUBERNETES_POLICIES,
  ...ADMIN_POLICIES,
];

/** A policy as Calico takes it in, or why it does not; Calico behaves as if what it refuses were not there. */
export const convertedPolicy = remembered((object: KubernetesObject): Policy | IgnoredPolicy => {
  const groupKind = groupKindOf(object);
  if (ADMIN_POLICIES.includes(groupKind)) {
    const policy = adminPolicy(object);
    return 'object' in policy ? policy : { object, because: 'refused', refusals: policy };
  }
  const { doNotTrack = false, preDNAT = false, stagedAction } = (object as CalicoPolicy).spec ?? {};
  if (doNotTrack || preDNAT) return { object, because: 'not about pods', refusals: [] };
  const refusals = calicoRefusals(object);
  if (refusals.length > 0) return { object, because: 'refused', refusals };
  // no node ever hears of a policy that is staged for its deletion
  if (object.kind.startsWith('Staged') && stagedAction === 'Delete')
    return { object, because: 'staged deletion', refusals };
  return CALICO_POLICIES.includes(groupKind) ? calicoPolicy(object) : kubernetesPolicy(object);
});

/** `undefined` for one that plays no part. */
export function policyOf(object: KubernetesObject): Policy | undefined {
  const policy = convertedPolicy(object);
  return 'because' in policy ? undefined : policy;
}
