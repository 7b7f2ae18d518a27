import type { ContainerSpec, PodSpec, WindowsOptions } from './pod-spec';

/** A place of a pod that names a credential spec or holds one. */
export interface GmsaUse {
  /** Path of the windowsOptions below the pod spec. */
  readonly path: string;
  readonly name?: string;
  readonly contents?: string;
}

/** Where the gMSA webhook looks: at the pod and at its containers, those for the start left out. */
export function gmsaUsesOf(pod: PodSpec): GmsaUse[] {
  return [
    ...useAt('securityContext.windowsOptions', pod.securityContext?.windowsOptions),
    ...ofContainers('containers', pod.containers),
  ];
}

/** Where older versions of the webhook do not look. */
export function unseenGmsaUsesOf(pod: PodSpec): GmsaUse[] {
  return ofContainers('initContainers', pod.initContainers);
}

/** Whether any of its containers is to have an identity. */
export function wantsGmsa(pod: PodSpec): boolean {
  return [...gmsaUsesOf(pod), ...unseenGmsaUsesOf(pod)].length > 0;
}

/** A container that has a name or contents of its own takes neither from the pod. */
export function hasGmsa(pod: PodSpec, container: ContainerSpec): boolean {
  const [own] = useAt('', container.securityContext?.windowsOptions);
  const { name, contents } = own ?? useAt('', pod.securityContext?.windowsOptions)[0] ?? {};
  return Boolean(name) || Boolean(contents);
}

function ofContainers(list: string, containers: readonly ContainerSpec[] = []): GmsaUse[] {
  return containers.flatMap(({ securityContext }, index) =>
    useAt(`${list}[${index}].securityContext.windowsOptions`, securityContext?.windowsOptions),
  );
}

function useAt(path: string, options: WindowsOptions = {}): GmsaUse[] {
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: contents } = options;
  return name === undefined && contents === undefined ? [] : [{ path, name, contents }];
}
