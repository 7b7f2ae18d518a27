import type { Toleration } from '../platforms/tolerations';

/** The parts of a Kubernetes pod spec that the rules read, as they stand in a manifest. */
export interface PodSpec {
  readonly os?: { readonly name?: string };
  readonly nodeName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly runtimeClassName?: string;
  readonly priorityClassName?: string;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly hostUsers?: boolean;
  readonly shareProcessNamespace?: boolean;
  readonly hostname?: string;
  readonly hostnameOverride?: string;
  readonly setHostnameAsFQDN?: boolean;
  readonly subdomain?: string;
  readonly serviceAccountName?: string;
  readonly dnsPolicy?: string;
  readonly affinity?: {
    readonly nodeAffinity?: {
      readonly requiredDuringSchedulingIgnoredDuringExecution?: {
        readonly nodeSelectorTerms?: readonly NodeSelectorTerm[];
      };
    };
  };
  readonly dnsConfig?: { readonly options?: readonly unknown[] };
  readonly hostAliases?: readonly unknown[];
  readonly securityContext?: PodSecurityContext;
  readonly resources?: Resources;
  readonly initContainers?: readonly ContainerSpec[];
  readonly containers?: readonly ContainerSpec[];
  readonly ephemeralContainers?: readonly ContainerSpec[];
  readonly volumes?: readonly VolumeSpec[];
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** What a pod and a container can both say. */
export interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly seLinuxOptions?: SeLinuxOptions;
  readonly seccompProfile?: SecurityProfile;
  readonly appArmorProfile?: SecurityProfile;
  readonly windowsOptions?: WindowsOptions;
}

export interface PodSecurityContext extends SecurityContext {
  readonly fsGroup?: number;
  readonly fsGroupChangePolicy?: string;
  readonly supplementalGroups?: readonly number[];
  readonly supplementalGroupsPolicy?: string;
  readonly seLinuxChangePolicy?: string;
  readonly sysctls?: readonly { readonly name?: string; readonly value?: string }[];
}

export interface ContainerSecurityContext extends SecurityContext {
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly procMount?: string;
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
}

export interface SeLinuxOptions {
  readonly user?: string;
  readonly role?: string;
  readonly type?: string;
  readonly level?: string;
}

/** A seccomp or an AppArmor profile. */
export interface SecurityProfile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

export interface Resources {
  readonly limits?: object;
  readonly requests?: object;
  readonly claims?: readonly unknown[];
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
  readonly ports?: readonly ContainerPort[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumeDevices?: readonly unknown[];
  readonly resources?: Resources;
  readonly securityContext?: ContainerSecurityContext;
  readonly livenessProbe?: Handler;
  readonly readinessProbe?: Handler;
  readonly startupProbe?: Handler;
  readonly restartPolicy?: string;
  readonly lifecycle?: { readonly postStart?: Handler; readonly preStop?: Handler; readonly stopSignal?: string };
}

export interface ContainerPort {
  readonly name?: string;
  readonly containerPort?: number;
  readonly hostPort?: number;
  readonly hostIP?: string;
  readonly protocol?: string;
}

export interface Handler {
  readonly exec?: { readonly command?: readonly string[] };
  readonly httpGet?: { readonly host?: string };
  readonly tcpSocket?: { readonly host?: string };
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
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

/** Init containers first and ephemeral ones last, as the API server visits them. */
export function containersOf(pod: PodSpec): PlacedContainer[] {
  const place = (list: readonly ContainerSpec[] | undefined, name: string) =>
    (list ?? []).map((container, index) => ({ path: `${name}[${index}]`, container }));
  return [
    ...place(pod.initContainers, 'initContainers'),
    ...place(pod.containers, 'containers'),
    ...place(pod.ephemeralContainers, 'ephemeralContainers'),
  ];
}

/** The probes and hooks of a container. */
export function handlersOf(container: ContainerSpec): { path: string; handler: Handler }[] {
  const found: { path: string; handler: Handler | undefined }[] = [
    { path: 'livenessProbe', handler: container.livenessProbe },
    { path: 'readinessProbe', handler: container.readinessProbe },
    { path: 'startupProbe', handler: container.startupProbe },
    { path: 'lifecycle.postStart', handler: container.lifecycle?.postStart },
    { path: 'lifecycle.preStop', handler: container.lifecycle?.preStop },
  ];
  return found.flatMap(({ path, handler }) => (handler ? [{ path, handler }] : []));
}

/** Every command that a container makes Windows start: its own, and those of probes and hooks. */
export function commandsOf(container: ContainerSpec): { path: string; command: readonly string[] }[] {
  const found = [
    { path: 'command', command: container.command },
    ...handlersOf(container).map(({ path, handler }) => ({
      path: `${path}.exec.command`,
      command: handler.exec?.command,
    })),
  ];
  return found.flatMap(({ path, command }) => (command?.length ? [{ path, command }] : []));
}

/** The container's setting where it has one, else the pod's: Kubernetes merges windowsOptions field by field. */
export function effectiveUserName(pod: PodSpec, container: ContainerSpec): string | undefined {
  return container.securityContext?.windowsOptions?.runAsUserName ?? pod.securityContext?.windowsOptions?.runAsUserName;
}

/** Where the effective value stands: at the container, else at the pod. */
export function placeOfRunAsNonRoot({ path, container }: PlacedContainer): string {
  const field = 'securityContext.runAsNonRoot';
  return container.securityContext?.runAsNonRoot === undefined ? field : `${path}.${field}`;
}

/** Where the effective value stands: at the container, else at the pod. */
export function placeOfUserName({ path, container }: PlacedContainer): string {
  const field = 'securityContext.windowsOptions.runAsUserName';
  return container.securityContext?.windowsOptions?.runAsUserName === undefined ? field : `${path}.${field}`;
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
