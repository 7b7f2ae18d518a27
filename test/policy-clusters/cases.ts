import fc from 'fast-check';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { adminPolicies } from './admin-policies';
import { calicoPolicies, type NumberedPolicy } from './calico-policies';
import { type AskedFlow, flowsBetween } from './flows';
import { kubernetesPolicies } from './kubernetes-policies';
import { pods, SURROUNDINGS } from './pods';
import { services } from './services';
import { sets, tiers } from './sets';

export interface PolicyCase {
  readonly cluster: readonly KubernetesObject[];
  readonly flows: readonly AskedFlow[];
}

const policies: fc.Arbitrary<NumberedPolicy[]> = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: calicoPolicies },
    { weight: 4, arbitrary: kubernetesPolicies },
    { weight: 2, arbitrary: adminPolicies },
  ),
  { minLength: 1, maxLength: 6 },
);

/** Clusters with policies of every kind, and so many connections to ask about in each. */
export function policyCases(flowCount: number): fc.Arbitrary<PolicyCase> {
  return fc.record({ pods, services, sets, tiers, policies }).chain((parts) => {
    const written = parts.policies.map((make, index) => make(index));
    const baseline = written.findIndex(({ kind }) => kind === 'BaselineAdminNetworkPolicy');
    const cluster = [
      ...SURROUNDINGS,
      ...parts.pods,
      ...parts.services,
      ...parts.sets,
      ...parts.tiers,
      ...written.filter(({ kind }, index) => kind !== 'BaselineAdminNetworkPolicy' || index === baseline),
    ];
    const all = parts.pods.map(nameOf);
    const both = parts.pods.filter(hasBothFamilies).map(nameOf);
    return flowsBetween({ all, both }, flowCount).map((flows) => ({ cluster, flows }));
  });
}

function nameOf({ metadata }: KubernetesObject): string {
  return `${metadata?.namespace}/${metadata?.name}`;
}

function hasBothFamilies({ status }: KubernetesObject): boolean {
  return (status as { readonly podIPs: readonly unknown[] }).podIPs.length > 1;
}
