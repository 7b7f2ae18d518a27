import { LINUX_NODE } from '../windows/nodes';
import { chosenBuildsOf } from './build-choice';
import type { Cluster } from './cluster';
import { type KubernetesObject, titleOf } from './kubernetes-object';
import { admits, nodeChoiceOf } from './node-choice';
import type { PodSpec } from './pod-spec';
import { systemOf } from './pod-system';
import { RUNTIME_CLASS, type RuntimeClass, runtimeClassOf, systemOfRuntimeClass } from './runtime-class';

/** What the objects that are looked at together show of the Windows nodes of their cluster. */
export interface ShownNodes {
  /** An object that is for Windows nodes, so that there are some: `Deployment shop/web`. */
  readonly windowsBy?: string;
  /** A Windows pod that tolerates nothing: where it runs, every pod can. */
  readonly untaintedBy?: string;
  /** The builds that Windows nodes must have, and who needs them. */
  readonly builds: ReadonlyMap<string, string>;
}

const SHOWN = new WeakMap<Cluster, ShownNodes>();

export function shownNodesOf(cluster: Cluster): ShownNodes {
  let shown = SHOWN.get(cluster);
  if (shown === undefined) {
    shown = look(cluster);
    SHOWN.set(cluster, shown);
  }
  return shown;
}

function look(cluster: Cluster): ShownNodes {
  const builds = new Map<string, string>();
  const seen: KubernetesObject[] = [];
  let untaintedBy: string | undefined;
  const note = (object: KubernetesObject, pod: PodSpec) => {
    const [build, ...others] = chosenBuildsOf(pod, cluster) ?? [];
    if (build !== undefined && others.length === 0 && !builds.has(build)) builds.set(build, titleOf(object));
  };
  for (const { object, spec } of cluster.podTemplates()) {
    if (systemOf(spec, cluster).name !== 'windows') continue;
    note(object, spec);
    const isPlaced = !admits(nodeChoiceOf(spec, cluster), LINUX_NODE);
    // what only looks like Windows may be a template for anything
    if (isPlaced || spec.os !== undefined) seen.push(object);
    if (isPlaced && untaintedBy === undefined && toleratesNothing(spec, cluster)) untaintedBy = titleOf(object);
  }
  for (const object of cluster.all(RUNTIME_CLASS) as readonly RuntimeClass[]) {
    if (systemOfRuntimeClass(object) !== 'windows') continue;
    seen.push(object);
    note(object, { nodeSelector: object.scheduling?.nodeSelector });
  }
  seen.push(...cluster.all('windows.k8s.io/GMSACredentialSpec'));
  return { windowsBy: seen.length === 0 ? undefined : titleOf(seen[0]), untaintedBy, builds };
}

/** The taints of the node controller come and go: whoever tolerates only those tolerates nothing of a healthy node. */
const PASSING_TAINTS = /^node\.kubernetes\.io\/(not-ready|unreachable|.*-pressure|network-unavailable|unschedulable)$/;

function toleratesNothing(pod: PodSpec, cluster: Cluster): boolean {
  // the scheduler reads no taints for a pod with a node, and a RuntimeClass may bring tolerations
  if (pod.nodeName !== undefined) return false;
  if (pod.runtimeClassName !== undefined && runtimeClassOf(pod, cluster) === undefined) return false;
  return [...(pod.tolerations ?? []), ...(runtimeClassOf(pod, cluster)?.scheduling?.tolerations ?? [])].every(
    ({ key = '' }) => PASSING_TAINTS.test(key),
  );
}
