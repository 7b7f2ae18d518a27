import type { ContainerSpec, PodSpec } from '../manifests/pod-spec';

/**
 * Linux-only fields whose value asks for what Windows does anyway: no container is privileged or escalates, and every
 * root file system can be written. Without them the pod means the same, and the API server takes it.
 */
const NEUTRAL_WHEN_FALSE = ['privileged', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem'];

/** Says nothing without an fsGroup, and a pod that has one is refused for the fsGroup. */
const NEUTRAL_ALWAYS = ['fsGroupChangePolicy'];

/** Whether the field at that path of a pod asks for nothing that Windows does not do anyway. */
export function isNeutral(path: string, value: unknown): boolean {
  const field = path.slice(path.lastIndexOf('.') + 1);
  return NEUTRAL_ALWAYS.includes(field) || (NEUTRAL_WHEN_FALSE.includes(field) && value === false);
}

/**
 * The pod without neutral fields.
 *
 * @param byDefault Whether the fields stand there by default, so that `readOnlyRootFilesystem: true` is no one's wish.
 */
export function withoutNeutralFields(pod: PodSpec, byDefault: boolean): PodSpec {
  const strip = (container: ContainerSpec) =>
    withContext(
      container,
      (field, value) => isNeutral(field, value) || (byDefault && field === 'readOnlyRootFilesystem'),
    );
  return {
    ...withContext(pod, isNeutral),
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
