import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { OperatingSystem } from '../manifests/operating-system';
import type { Endpoint } from '../policy/endpoint';

/** A pod that stands alone, or a workload with all its pods, as people speak of it. */
export interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `shop/web`. */
  readonly id: string;
  readonly system: OperatingSystem | undefined;
  readonly isOnHostNetwork: boolean;
  /** Indices of its endpoints: its pods where the objects hold them, else its template. */
  readonly endpoints: readonly number[];
}

/** The workloads of a cluster, by namespace and name. */
export function workloadsOf(endpoints: readonly Endpoint[]): Workload[] {
  const found = new Map<string, { readonly owner: Owner; readonly pods: number[]; readonly templates: number[] }>();
  for (const [index, { object, namespace }] of endpoints.entries()) {
    const owner = ownerOf(object);
    const key = `${namespace}/${owner.name} ${owner.kind}`;
    const entry = found.get(key) ?? { owner, pods: [], templates: [] };
    found.set(key, entry);
    (object.kind === 'Pod' ? entry.pods : entry.templates).push(index);
  }
  return [...found]
    .sort(([a], [b]) => inOrder(a, b))
    .map(([, { owner, pods, templates }]): Workload => {
      const own = pods.length > 0 ? pods : templates;
      const { namespace, system, isOnHostNetwork } = endpoints[own[0]];
      return { ...owner, namespace, id: `${namespace}/${owner.name}`, system, isOnHostNetwork, endpoints: own };
    });
}

/** `shop-2` before `shop-10`. */
let collator: Intl.Collator | undefined;

/** What ICU needs for it takes milliseconds to load. */
function inOrder(one: string, other: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(one, other);
}

interface Owner {
  readonly kind: string;
  readonly name: string;
}

interface OwnedMeta {
  readonly ownerReferences?: unknown;
}

/** What has made a pod: the Deployment behind its ReplicaSet, or whatever else its owner is; nothing but itself for others. */
function ownerOf({ kind, metadata }: KubernetesObject): Owner {
  const own = { kind, name: metadata?.name ?? metadata?.generateName ?? '' };
  if (kind !== 'Pod') return own;
  const owners = (metadata as OwnedMeta | undefined)?.ownerReferences;
  const [owner] = Array.isArray(owners) ? (owners as Partial<Owner>[]) : [];
  if (owner?.kind === undefined || owner.name === undefined || owner.kind === 'Node') return own;
  const hash = metadata?.labels?.['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`))
    return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  return { kind: owner.kind, name: owner.name };
}
