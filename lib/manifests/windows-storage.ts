import { claimsOf } from './claims';
import type { Cluster } from './cluster';
import { type KubernetesObject, titleOf } from './kubernetes-object';
import { systemOf } from './pod-system';

/** Which storage Windows pods use, each with one of the workloads. */
interface WindowsStorage {
  readonly byClass: ReadonlyMap<string, KubernetesObject>;
  readonly byVolume: ReadonlyMap<string, KubernetesObject>;
  /** By the name of the claim, then by its namespace. */
  readonly byClaim: ReadonlyMap<string, ReadonlyMap<string, KubernetesObject>>;
}

const KNOWN = new WeakMap<Cluster, WindowsStorage>();

/** A Windows workload that claims storage of that class, as people speak of it. */
export function windowsUserOfClass(name: string, cluster: Cluster): string | undefined {
  return titled(windowsStorage(cluster).byClass.get(name));
}

/** A Windows workload with the claim to which that PersistentVolume is bound by name. */
export function windowsUserOfVolume(volume: KubernetesObject, cluster: Cluster): string | undefined {
  const { byVolume, byClaim } = windowsStorage(cluster);
  const { claimRef } = (volume.spec ?? {}) as { claimRef?: { name?: string; namespace?: string } };
  const bound = byClaim.get(claimRef?.name ?? '');
  return titled(byVolume.get(volume.metadata?.name ?? '') ?? bound?.get(claimRef?.namespace ?? '') ?? bound?.get(''));
}

function titled(object: KubernetesObject | undefined): string | undefined {
  return object === undefined ? undefined : titleOf(object);
}

function windowsStorage(cluster: Cluster): WindowsStorage {
  const known = KNOWN.get(cluster) ?? collected(cluster);
  KNOWN.set(cluster, known);
  return known;
}

function collected(cluster: Cluster): WindowsStorage {
  const byClass = new Map<string, KubernetesObject>();
  const byVolume = new Map<string, KubernetesObject>();
  const byClaim = new Map<string, Map<string, KubernetesObject>>();
  for (const template of cluster.podTemplates()) {
    const claims = claimsOf(template, cluster);
    if (claims.length === 0 || systemOf(template.spec, cluster).name !== 'windows') continue;
    for (const { name, spec } of claims) {
      const { storageClassName, volumeName } = spec ?? {};
      if (storageClassName) keepFirst(byClass, storageClassName, template.object);
      if (volumeName) keepFirst(byVolume, volumeName, template.object);
      if (name === undefined) continue;
      const ofName = byClaim.get(name) ?? new Map<string, KubernetesObject>();
      keepFirst(ofName, template.namespace, template.object);
      byClaim.set(name, ofName);
    }
  }
  return { byClass, byVolume, byClaim };
}

function keepFirst(map: Map<string, KubernetesObject>, key: string, object: KubernetesObject): void {
  if (!map.has(key)) map.set(key, object);
}
