import type { ContainerSpec, PodSpec } from '../manifests/pod-spec';
import { keysOf } from '../manifests/value-at';
import { NEWER_CONTAINER_FIELDS, NEWER_POD_FIELDS, type NewerField } from './newer-fields';

/**
 * From this minor on `procMount` is what the pod says; before, the server sets it back to its default.
 * Source: kubernetes/kubernetes `pkg/features/kube_features.go` of 1.36, ProcMountType; asked of 1.30 and 1.34.
 */
const PROC_MOUNT_KEPT_SINCE = 33;

/**
 * The one minor that knows restart policies of any container and, its gate being off, drops them.
 * Source: the same, ContainerRestartRules, and kubernetes/kubernetes#132642; asked of 1.34 and 1.36.
 */
const RESTART_POLICY_DROPPED_IN = 34;

/**
 * The pod spec as an API server of this minor keeps it: without the fields whose feature gates are off.
 *
 * @param pod Without null, see `withoutNulls`.
 */
export function storedPod(pod: PodSpec, kubernetes: number): PodSpec {
  let stored = dropped(pod, NEWER_POD_FIELDS, kubernetes);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    const containers = stored[list];
    if (containers === undefined) continue;
    const kept = mapped(containers, (container) => storedContainer(container, list, kubernetes));
    if (kept !== containers) stored = { ...stored, [list]: kept };
  }
  return stored;
}

function storedContainer(given: ContainerSpec, list: string, kubernetes: number): ContainerSpec {
  const container = dropped(given, NEWER_CONTAINER_FIELDS, kubernetes);
  const isSidecar = list === 'initContainers' && container.restartPolicy === 'Always';
  return withOldProcMount(
    kubernetes === RESTART_POLICY_DROPPED_IN && !isSidecar ? without(container, ['restartPolicy']) : container,
    kubernetes,
  );
}

function withOldProcMount(container: ContainerSpec, kubernetes: number): ContainerSpec {
  const { securityContext } = container;
  if (securityContext?.procMount === undefined || kubernetes >= PROC_MOUNT_KEPT_SINCE) return container;
  return { ...container, securityContext: { ...securityContext, procMount: 'Default' } };
}

function dropped<T extends object>(holder: T, fields: readonly NewerField[], kubernetes: number): T {
  return fields.reduce(
    (kept, { path, kept: since = Number.POSITIVE_INFINITY }) =>
      kubernetes >= since ? kept : without(kept, keysOf(path)),
    holder,
  );
}

/** What held nothing else goes with the field. */
function without<T extends object>(holder: T, [key, ...rest]: readonly string[]): T {
  if (!(key in holder)) return holder;
  const { [key]: value, ...others } = holder as Record<string, unknown>;
  if (rest.length === 0) return others as T;
  if (typeof value !== 'object' || value === null) return holder;
  const inner = without(value, rest);
  if (inner === value) return holder;
  return (Object.keys(inner).length === 0 ? others : { ...others, [key]: inner }) as T;
}

/** The same list where nothing changes. */
function mapped<T>(list: readonly T[], change: (entry: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.every((entry, index) => entry === list[index]) ? list : changed;
}
