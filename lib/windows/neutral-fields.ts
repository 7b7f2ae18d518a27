import type { ContainerSpec, PodSpec } from '../manifests/pod-spec';

/**
 * Linux-only fields whose value asks for what Windows does anyway: no container is privileged or escalates, and every
 * root file system can be written. Without them the pod means the same, and the API server takes it.
 */
const NEUTRAL_WHEN_FALSE = ['privileged', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem'];

/**
 * The pod without neutral fields: those above, and `fsGroupChangePolicy`, which says nothing without an fsGroup (and one
 * with it is refused for the fsGroup).
 *
 * @param byDefault Whether the fields stand there by default, so that `readOnlyRootFilesystem: true` is no one's wish.
 */
export function withoutNeutralFields(pod: PodSpec, byDefault: boolean): PodSpec {
  const strip = (container: ContainerSpec) =>
    withContext(
      container,
      (field, value) =>
        NEUTRAL_WHEN_FALSE.includes(field) && (value === false || (byDefault && field === 'readOnlyRootFilesystem')),
    );
  return {
    ...withContext(pod, (field) => field === 'fsGroupChangePolicy'),
    ...(pod.initContainers ? { initContainers: pod.initContainers.map(strip) } : {}),
    ...(pod.containers ? { containers: pod.containers.map(strip) } : {}),
  };
}

/** A security context that is left with nothing is left out. */
function withContext<T extends { readonly securityContext?: object }>(
  holder: T,
  isNeutral: (field: string, value: unknown) => boolean,
): T {
  const { securityContext, ...rest } = holder;
  const kept = Object.entries(securityContext ?? {}).filter(([field, value]) => !isNeutral(field, value));
  return kept.length > 0 ? ({ ...holder, securityContext: Object.fromEntries(kept) } as T) : (rest as T);
}
