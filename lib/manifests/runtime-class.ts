import type { Toleration } from '../platforms/tolerations';
import { OS_LABELS, WINDOWS_BUILD_LABEL } from '../windows/labels';
import type { Cluster } from './cluster';
import type { KubernetesObject } from './kubernetes-object';
import type { PodSpec } from './pod-spec';

/** The parts of a RuntimeClass that rules read, as they stand in a manifest. */
export interface RuntimeClass extends KubernetesObject {
  readonly handler?: string;
  readonly overhead?: { readonly podFixed?: Readonly<Record<string, string | number>> };
  readonly scheduling?: {
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly tolerations?: readonly Toleration[];
  };
}

export const RUNTIME_CLASS = 'node.k8s.io/RuntimeClass';

/** The class that a pod names, when it is among the objects looked at. */
export function runtimeClassOf({ runtimeClassName }: PodSpec, cluster: Cluster): RuntimeClass | undefined {
  return runtimeClassName === undefined
    ? undefined
    : (cluster.find(RUNTIME_CLASS, runtimeClassName) as RuntimeClass | undefined);
}

/** Whether the class may ask of nodes what nobody has shown: the pod names one, and it is not among the objects. */
export function hasUnseenRuntimeClass(pod: PodSpec, cluster: Cluster): boolean {
  return pod.runtimeClassName !== undefined && runtimeClassOf(pod, cluster) === undefined;
}

/** The operating system that a class is for: what its selector says, else what its handler can only be. */
export function systemOfRuntimeClass({ handler, scheduling }: RuntimeClass): 'windows' | 'linux' | undefined {
  const { nodeSelector = {} } = scheduling ?? {};
  for (const label of OS_LABELS) {
    const system = nodeSelector[label];
    if (system === 'windows' || system === 'linux') return system;
  }
  const isWindows = nodeSelector[WINDOWS_BUILD_LABEL] !== undefined || isWindowsHandler(handler);
  return isWindows ? 'windows' : undefined;
}

/** The shim of containerd on Windows is runhcs (containerd `internal/cri/config/config_windows.go`). */
export function isWindowsHandler(handler: string | undefined): boolean {
  return handler?.startsWith('runhcs-') === true;
}
