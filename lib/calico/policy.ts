import type { KubernetesObject } from '../manifests/kubernetes-object';
import { rememberedLast } from '../manifests/remembered';

/** What Calico reads of its policies: `projectcalico.org/v3`, and `crd.projectcalico.org/v1`, in which it stores them. */
export interface CalicoPolicy extends KubernetesObject {
  readonly spec?: CalicoPolicySpec;
}

export interface CalicoPolicySpec {
  readonly tier?: string;
  readonly order?: number;
  readonly selector?: string;
  readonly namespaceSelector?: string;
  readonly serviceAccountSelector?: string;
  readonly types?: readonly string[];
  readonly ingress?: readonly PolicyRule[];
  readonly egress?: readonly PolicyRule[];
  readonly performanceHints?: readonly string[];
  readonly doNotTrack?: boolean;
  readonly preDNAT?: boolean;
  readonly applyOnForward?: boolean;
  readonly stagedAction?: string;
}

export interface PolicyRule {
  readonly action?: string;
  readonly ipVersion?: number;
  readonly protocol?: string | number;
  readonly notProtocol?: string | number;
  readonly icmp?: IcmpMatch;
  readonly notICMP?: IcmpMatch;
  readonly source?: EntityRule;
  readonly destination?: EntityRule;
  readonly http?: HttpMatch;
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}

export interface IcmpMatch {
  readonly type?: number;
  readonly code?: number;
}

export interface HttpMatch {
  readonly methods?: readonly string[];
  readonly paths?: readonly { readonly exact?: string; readonly prefix?: string }[];
}

export interface EntityRule {
  readonly nets?: readonly string[];
  readonly notNets?: readonly string[];
  readonly selector?: string;
  readonly notSelector?: string;
  readonly namespaceSelector?: string;
  readonly ports?: readonly (string | number)[];
  readonly notPorts?: readonly (string | number)[];
  readonly services?: { readonly name?: string; readonly namespace?: string };
  readonly serviceAccounts?: { readonly names?: readonly string[]; readonly selector?: string };
}

export type Direction = 'ingress' | 'egress';

/** A rule and where it stands: `spec.egress[0]`. */
export interface PlacedRule {
  readonly rule: PolicyRule;
  readonly direction: Direction;
  readonly path: string;
}

/** One side of a rule and where it stands: `spec.egress[0].destination`. */
export interface PlacedEntity extends PlacedRule {
  readonly entity: EntityRule;
  readonly side: 'source' | 'destination';
  readonly entityPath: string;
}

const SERVED = 'projectcalico.org';
const STORED = 'crd.projectcalico.org';

/** Policies that are enforced. */
export const ENFORCED_POLICIES = [SERVED, STORED].flatMap((group) => [
  `${group}/NetworkPolicy`,
  `${group}/GlobalNetworkPolicy`,
]);

/** Policies that are only tried out; they have rules of Calico's form. */
export const STAGED_POLICIES = [SERVED, STORED].flatMap((group) => [
  `${group}/StagedNetworkPolicy`,
  `${group}/StagedGlobalNetworkPolicy`,
]);

/** Policies that are only tried out and have the form of Kubernetes. */
export const STAGED_KUBERNETES_POLICIES = [SERVED, STORED].map((group) => `${group}/StagedKubernetesNetworkPolicy`);

/** Enforced policies without a namespace. */
export const GLOBAL_POLICIES = [SERVED, STORED].map((group) => `${group}/GlobalNetworkPolicy`);

export const CALICO_POLICIES: readonly string[] = [...ENFORCED_POLICIES, ...STAGED_POLICIES];

export function isGlobal({ kind }: Pick<KubernetesObject, 'kind'>): boolean {
  return kind === 'GlobalNetworkPolicy' || kind === 'StagedGlobalNetworkPolicy';
}

export const DEFAULT_TIER = 'default';

export function tierOf({ spec }: CalicoPolicy): string {
  return spec?.tier || DEFAULT_TIER;
}

export const rulesOf = rememberedLast(({ spec = {} }: CalicoPolicy): readonly PlacedRule[] => {
  const placed: PlacedRule[] = [];
  for (const direction of DIRECTIONS)
    spec[direction]?.forEach((rule, index) => {
      placed.push({ rule, direction, path: `spec.${direction}[${index}]` });
    });
  return placed;
});

const DIRECTIONS = ['ingress', 'egress'] as const;

export function entitiesOf({ rule, direction, path }: PlacedRule): PlacedEntity[] {
  const placed: PlacedEntity[] = [];
  for (const side of SIDES) {
    const entity = rule[side];
    if (entity !== undefined) placed.push({ rule, direction, path, entity, side, entityPath: `${path}.${side}` });
  }
  return placed;
}

const SIDES = ['source', 'destination'] as const;
