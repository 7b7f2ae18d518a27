import type { Cluster } from './cluster';
import { type KubernetesObject, namespaceOf } from './kubernetes-object';
import { labelText, podsIn, podsNear } from './pod-index';
import { systemOf } from './pod-system';
import type { PodTemplate } from './pod-template';
import { remembered } from './remembered';

/** The parts of a Service that rules read, as they stand in a manifest. */
export interface ServiceSpec {
  readonly type?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
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

const KNOWN = remembered((_: Cluster) => new Map<KubernetesObject, Backends>());

export function backendsOf(service: KubernetesObject, cluster: Cluster): Backends {
  const known = KNOWN(cluster);
  let found = known.get(service);
  if (found === undefined) {
    found = backends(service, cluster);
    known.set(service, found);
  }
  return found;
}

function backends(service: KubernetesObject, cluster: Cluster): Backends {
  const { selector = {}, type } = serviceSpecOf(service);
  // without a selector somebody else says where it leads
  if (type === 'ExternalName' || Object.keys(selector).length === 0) return { all: [], windows: [] };
  const all = podsLabelled(selector, namespaceOf(service), cluster);
  return { all, windows: all.filter(({ spec }) => systemOf(spec, cluster).name === 'windows') };
}

/** Whether two objects can be in one namespace: a manifest that states none is applied to any. */
export function maySharePlace(namespace: string, other: string): boolean {
  return namespace === other || namespace === '' || other === '';
}

/** The pods with all of these labels that can be in the namespace. */
function podsLabelled(
  labels: Readonly<Record<string, string>>,
  namespace: string,
  cluster: Cluster,
): readonly PodTemplate[] {
  const entries = Object.entries(labels);
  const demands = entries.map(([key, value]) => [labelText(key, value)]);
  // hardly ever does a pod leave its namespace open, and then those of others need not be looked for
  const isElsewhere = namespace === '' || podsIn(cluster, '').templates.length > 0;
  const pods = isElsewhere ? podsNear(cluster, [namespace], demands) : podsIn(cluster, namespace).candidates(demands);
  return pods.filter((template) => entries.every(([key, value]) => template.labels[key] === value));
}
