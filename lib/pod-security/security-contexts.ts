import { type ContainerSecurityContext, containersOf, type PodSpec, type SecurityContext } from '../manifests/pod-spec';

/** A security context, empty where none is, and its path below the pod spec. */
export interface PlacedContext<T extends SecurityContext> {
  readonly path: string;
  readonly context: T;
}

/** That of the pod, and those of its containers. */
export function contextsOf(pod: PodSpec): PlacedContext<SecurityContext>[] {
  return [{ path: 'securityContext', context: pod.securityContext ?? {} }, ...containerContextsOf(pod)];
}

export function containerContextsOf(pod: PodSpec): PlacedContext<ContainerSecurityContext>[] {
  return containersOf(pod).map(({ path, container }) => ({
    path: `${path}.securityContext`,
    context: container.securityContext ?? {},
  }));
}
