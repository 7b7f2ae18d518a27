import type { IConstruct } from 'constructs';
import { brokenPromises } from '../../lib/isolation/broken-promises';
import type { BrokenPromise } from '../../lib/isolation/promise';
import type { Cluster } from '../../lib/manifests/cluster';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { minorOf } from '../../lib/platforms/calico-version';
import { TargetCluster } from '../target-cluster';
import { ledgerOf } from './isolation-ledger';

/** A promise that is not kept, and the isolations that have made it. */
export interface BrokenHere extends BrokenPromise {
  readonly scopes: readonly IConstruct[];
}

/**
 * What the isolations of an app promise for a cluster, and the objects for it do not keep.
 *
 * @param known The objects as the rules have gone through them, where all fit.
 */
export function brokenFor(
  app: IConstruct,
  cluster: TargetCluster,
  objects: readonly KubernetesObject[],
  known?: Cluster,
): BrokenHere[] {
  const { members, flows, expectations } = ledgerOf(app);
  const own = members.filter(({ scope }) => TargetCluster.of(scope) === cluster);
  if (own.length === 0) return [];
  const paths = own.map(({ promise: { path } }) => path);
  const isolations = own
    .map(({ promise }) => promise)
    .sort((one, other) => Number(one.namespaces === undefined) - Number(other.namespaces === undefined));
  const promises = { isolations, flows, expectations: expectations.filter(({ path }) => paths.includes(path)) };
  const { calicoVersion, podCidrs, _facts: facts } = cluster;
  return brokenPromises(promises, objects, {
    target: cluster._target,
    calico: calicoVersion === facts.calicoOnWindows ? undefined : minorOf(calicoVersion),
    podNetworks: podCidrs.length > 0 ? podCidrs : undefined,
    known,
  }).map((broken) => ({
    ...broken,
    scopes: own.filter(({ promise }) => broken.paths.includes(promise.path)).map(({ scope }) => scope),
  }));
}
