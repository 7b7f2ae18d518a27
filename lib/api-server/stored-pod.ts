import type { ContainerSpec, PodSpec } from '../manifests/pod-spec';
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
 * The pod spec as an API server of this minor keeps it: without null, which is nothing, and without the fields whose feature
 * gates are off.
 */
export function storedPod(pod: PodSpec, kubernetes: number): PodSpec {
  const kept = dropped(withoutNulls(pod), NEWER_POD_FIELDS, kubernetes);
  const containers = (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    kept[list] === undefined
      ? []
      : [[list, kept[list].map((container) => storedContainer(container, list, kubernetes))]],
  );
  return { ...kept, ...Object.fromEntries(containers) };
}

function storedContainer(container: ContainerSpec, list: string, kubernetes: number): ContainerSpec {
  const { restartPolicy, ...rest } = dropped(container, NEWER_CONTAINER_FIELDS, kubernetes);
  const isSidecar = list === 'initContainers' && restartPolicy === 'Always';
  const restarts = restartPolicy !== undefined && (kubernetes !== RESTART_POLICY_DROPPED_IN || isSidecar);
  const procMount = rest.securityContext?.procMount;
  return {
    ...rest,
    ...(restarts ? { restartPolicy } : {}),
    ...(procMount !== undefined && kubernetes < PROC_MOUNT_KEPT_SINCE
      ? { securityContext: { ...rest.securityContext, procMount: 'Default' } }
      : {}),
  };
}

function dropped<T extends object>(holder: T, fields: readonly NewerField[], kubernetes: number): T {
  return fields.reduce(
    (kept, { path, kept: since = Number.POSITIVE_INFINITY }) =>
      kubernetes >= since ? kept : without(kept, path.split('.')),
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

function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutNulls(entry)])) as T;
}
