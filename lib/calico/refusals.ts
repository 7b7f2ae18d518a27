import { groupKindOf, type KubernetesObject } from '../manifests/kubernetes-object';
import { hasField } from '../manifests/workload';
import type { Found } from '../rules/rule';
import { hostEndpointRefusals } from './host-endpoint-refusals';
import { metadataRefusals, setLabelRefusals } from './metadata-refusals';
import { objectNameRefusals, tierNameRefusals } from './names';
import { memberRefusals } from './network-refusals';
import { CALICO_POLICIES, type CalicoPolicy } from './policy';
import { policyRefusals, stagedActionRefusals } from './policy-refusals';
import { type IpPool, poolRefusals } from './pool-refusals';
import { type CalicoCheck, type CalicoRefusal, oneOf } from './refusal';

interface NetworkSet extends KubernetesObject {
  readonly spec?: { readonly nets?: readonly string[] };
}

interface Tier extends KubernetesObject {
  readonly spec?: { readonly order?: number; readonly defaultAction?: string };
}

/** The tiers that come with Calico stand where they stand. */
const ORDERS: Readonly<Record<string, number>> = {
  default: 1_000_000,
  adminnetworkpolicy: 1000,
  baselineadminnetworkpolicy: 10_000_000,
};

type Refuse = (object: KubernetesObject) => CalicoRefusal[];

const BY_KIND: ReadonlyMap<string, Refuse> = new Map<string, Refuse>([
  ...CALICO_POLICIES.map((kind): [string, Refuse] => [kind, (object) => policyRefusals(object as CalicoPolicy)]),
  ...['projectcalico.org', 'crd.projectcalico.org'].flatMap((group): [string, Refuse][] => [
    [`${group}/StagedKubernetesNetworkPolicy`, stagedKubernetesRefusals],
    [`${group}/Tier`, (object) => tierRefusals(object as Tier)],
    [`${group}/NetworkSet`, (object) => setRefusals(object as NetworkSet)],
    [`${group}/GlobalNetworkSet`, (object) => setRefusals(object as NetworkSet)],
    [`${group}/HostEndpoint`, (object) => hostEndpointRefusals(object)],
    [`${group}/IPPool`, (object) => poolRefusals(object as IpPool)],
  ]),
]);

/** The kinds that are judged. */
export const CALICO_KINDS: readonly string[] = [...BY_KIND.keys()];

const known = new WeakMap<KubernetesObject, readonly CalicoRefusal[]>();

/**
 * Everything that Calico 3.31 refuses about an object of its own (projectcalico/calico
 * `libcalico-go/lib/validator/v3/validator.go`, `libcalico-go/lib/names/policy.go`). Its API server and calicoctl say so; where
 * Kubernetes itself serves these kinds, most is stored, and Calico behaves as if the object were not there.
 *
 * @param object Of a shape that fits.
 */
export function calicoRefusals(object: KubernetesObject): readonly CalicoRefusal[] {
  let refusals = known.get(object);
  if (refusals === undefined) {
    refusals = BY_KIND.get(groupKindOf(object))?.(object) ?? [];
    known.set(object, refusals);
  }
  return refusals;
}

/** What a rule about one part finds. What later versions of Calico take is no error as long as nobody says which one it is. */
export function refusedByCalico(about: CalicoCheck): (object: KubernetesObject) => Found[] {
  return (object) =>
    calicoRefusals(object)
      .filter((refusal) => refusal.about === about)
      .map(foundOf);
}

function foundOf({ path, got, allowed, problem, instead, until }: CalicoRefusal): Found {
  const mend = instead === undefined ? undefined : { set: instead };
  if (until === undefined) return { path, got, allowed, problem, mend, severity: 'error' };
  return { path, got, allowed, problem: `${problem} (up to Calico ${until})`, mend, severity: 'warning' };
}

function stagedKubernetesRefusals(object: KubernetesObject): CalicoRefusal[] {
  const { spec } = object as CalicoPolicy;
  return [...objectNameRefusals(object), ...metadataRefusals(object), ...stagedActionRefusals(spec?.stagedAction)];
}

function tierRefusals(tier: Tier): CalicoRefusal[] {
  const { order, defaultAction } = tier.spec ?? {};
  const { name = '' } = tier.metadata ?? {};
  const fixed = hasField(ORDERS, name) ? ORDERS[name] : undefined;
  return [
    ...tierNameRefusals(tier),
    ...metadataRefusals(tier),
    ...oneOf('spec.defaultAction', defaultAction, ['Deny', 'Pass']),
    ...(fixed === undefined || order === undefined || order === fixed
      ? []
      : [
          {
            about: 'combination' as const,
            path: 'spec.order',
            got: order,
            allowed: String(fixed),
            problem: 'this tier comes with Calico and keeps its place',
          },
        ]),
  ];
}

function setRefusals(set: NetworkSet): CalicoRefusal[] {
  return [
    ...objectNameRefusals(set),
    ...metadataRefusals(set),
    ...setLabelRefusals(set),
    ...(set.spec?.nets ?? []).flatMap((net, index) => memberRefusals(`spec.nets[${index}]`, net)),
  ];
}
