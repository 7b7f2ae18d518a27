import type { Cluster } from './cluster';
import { type KubernetesObject, namespaceOf } from './kubernetes-object';
import { systemOf } from './pod-system';
import type { PodTemplate } from './pod-template';

/** The parts of a Service that rules read, as they stand in a manifest. */
export interface ServiceSpec {
  readonly type?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly clusterIP?: string;
  readonly externalIPs?: readonly string[];
  readonly ports?: readonly ServicePort[];
  readonly sessionAffinity?: string;
  readonly sessionAffinityConfig?: { readonly clientIP?: { readonly timeoutSeconds?: number } };
  readonly externalTrafficPolicy?: string;
  readonly trafficDistribution?: string;
  readonly ipFamilies?: readonly string[];
  readonly ipFamilyPolicy?: string;
  readonly loadBalancerSourceRanges?: readonly string[];
}

export interface ServicePort {
  readonly name?: string;
  readonly protocol?: string;
  readonly port?: number;
  readonly targetPort?: number | string;
}

export function serviceSpecOf(service: KubernetesObject): ServiceSpec {
  return (service.spec ?? {}) as ServiceSpec;
}

/** The pods among the objects looked at that a Service leads to: all of them, and those for Windows. */
export interface Backends {
  readonly all: readonly PodTemplate[];
  readonly windows: readonly PodTemplate[];
}

const KNOWN = new WeakMap<Cluster, WeakMap<KubernetesObject, Backends>>();

export function backendsOf(service: KubernetesObject, cluster: Cluster): Backends {
  const known = KNOWN.get(cluster) ?? new WeakMap<KubernetesObject, Backends>();
  KNOWN.set(cluster, known);
  const found = known.get(service) ?? backends(service, cluster);
  known.set(service, found);
  return found;
}

function backends(service: KubernetesObject, cluster: Cluster): Backends {
  const { selector = {}, type } = serviceSpecOf(service);
  // without a selector somebody else says where it leads
  if (type === 'ExternalName' || Object.keys(selector).length === 0) return { all: [], windows: [] };
  const namespace = namespaceOf(service);
  const all = podsLabelled(selector, cluster).filter((template) => maySharePlace(namespace, template.namespace));
  return { all, windows: all.filter(({ spec }) => systemOf(spec, cluster).name === 'windows') };
}

/** Whether two objects can be in one namespace: a manifest that states none is applied to any. */
export function maySharePlace(namespace: string, other: string): boolean {
  return namespace === other || namespace === '' || other === '';
}

/** The pods with all of these labels; without a label none. */
export function podsLabelled(labels: Readonly<Record<string, string>>, cluster: Cluster): readonly PodTemplate[] {
  const index = indexOf(cluster);
  const [fewest = []] = Object.entries(labels)
    .map(([key, value]) => index.get(`${key}=${value}`) ?? [])
    .sort((left, right) => left.length - right.length);
  const entries = Object.entries(labels);
  return fewest.filter((template) => entries.every(([key, value]) => template.labels[key] === value));
}

const INDEXES = new WeakMap<Cluster, ReadonlyMap<string, readonly PodTemplate[]>>();

/** Pods by each of their labels: a fleet has thousands of both, and nobody wants to compare all with all. */
function indexOf(cluster: Cluster): ReadonlyMap<string, readonly PodTemplate[]> {
  const known = INDEXES.get(cluster);
  if (known !== undefined) return known;
  const index = new Map<string, PodTemplate[]>();
  for (const template of cluster.podTemplates()) {
    for (const [key, value] of Object.entries(template.labels)) {
      const same = index.get(`${key}=${value}`);
      if (same === undefined) index.set(`${key}=${value}`, [template]);
      else same.push(template);
    }
  }
  INDEXES.set(cluster, index);
  return index;
}
