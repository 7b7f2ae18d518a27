/** The parts of a Kubernetes pod spec that the rules read, as they stand in a manifest. */
export interface PodSpec {
  readonly os?: { readonly name?: string };
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly hostNetwork?: boolean;
  readonly dnsPolicy?: string;
  readonly dnsConfig?: { readonly options?: readonly unknown[] };
  readonly hostAliases?: readonly unknown[];
  readonly securityContext?: SecurityContext;
  readonly initContainers?: readonly ContainerSpec[];
  readonly containers?: readonly ContainerSpec[];
  readonly volumes?: readonly VolumeSpec[];
}

export interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly windowsOptions?: WindowsOptions;
}

export interface WindowsOptions {
  readonly hostProcess?: boolean;
  readonly runAsUserName?: string;
  readonly gmsaCredentialSpecName?: string;
  readonly gmsaCredentialSpec?: string;
}

export interface ContainerSpec {
  readonly name?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string }[];
  readonly ports?: readonly { readonly containerPort?: number; readonly hostPort?: number }[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly securityContext?: SecurityContext;
  readonly livenessProbe?: Handler;
  readonly readinessProbe?: Handler;
  readonly startupProbe?: Handler;
  readonly lifecycle?: { readonly postStart?: Handler; readonly preStop?: Handler };
}

export interface Handler {
  readonly exec?: { readonly command?: readonly string[] };
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly mountPropagation?: string;
}

export interface VolumeSpec {
  readonly name: string;
  readonly emptyDir?: { readonly medium?: string };
  readonly hostPath?: { readonly path: string; readonly type?: string };
  readonly nfs?: unknown;
  readonly csi?: { readonly fsType?: string };
  readonly awsElasticBlockStore?: { readonly fsType?: string };
  readonly azureDisk?: { readonly fsType?: string };
  readonly gcePersistentDisk?: { readonly fsType?: string };
}

/** A container and its path below the pod spec. */
export interface PlacedContainer {
  readonly path: string;
  readonly container: ContainerSpec;
}

/** Init containers first, as the API server visits them. */
export function containersOf(pod: PodSpec): PlacedContainer[] {
  const place = (list: readonly ContainerSpec[] | undefined, name: string) =>
    (list ?? []).map((container, index) => ({ path: `${name}[${index}]`, container }));
  return [...place(pod.initContainers, 'initContainers'), ...place(pod.containers, 'containers')];
}

/** Every command that a container makes Windows start: its own, and those of probes and hooks. */
export function commandsOf(container: ContainerSpec): { path: string; command: readonly string[] }[] {
  const found: { path: string; command: readonly string[] | undefined }[] = [
    { path: 'command', command: container.command },
    { path: 'livenessProbe.exec.command', command: container.livenessProbe?.exec?.command },
    { path: 'readinessProbe.exec.command', command: container.readinessProbe?.exec?.command },
    { path: 'startupProbe.exec.command', command: container.startupProbe?.exec?.command },
    { path: 'lifecycle.postStart.exec.command', command: container.lifecycle?.postStart?.exec?.command },
    { path: 'lifecycle.preStop.exec.command', command: container.lifecycle?.preStop?.exec?.command },
  ];
  return found.flatMap(({ path, command }) => (command?.length ? [{ path, command }] : []));
}

/** The container's setting where it has one, else the pod's: Kubernetes merges windowsOptions field by field. */
export function effectiveUserName(pod: PodSpec, container: ContainerSpec): string | undefined {
  return container.securityContext?.windowsOptions?.runAsUserName ?? pod.securityContext?.windowsOptions?.runAsUserName;
}

export function effectiveRunAsNonRoot(pod: PodSpec, container: ContainerSpec): boolean | undefined {
  return container.securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot;
}

export function isHostProcess(pod: PodSpec): boolean {
  const options = pod.securityContext?.windowsOptions;
  return (
    options?.hostProcess === true ||
    containersOf(pod).some(({ container }) => container.securityContext?.windowsOptions?.hostProcess === true)
  );
}
