import type { Toleration } from '../platforms/tolerations';
import { remembered } from './remembered';

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
  readonly restartPolicy?: string;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  /** The name of the field before serviceAccountName; the API server still reads it. */
  readonly serviceAccount?: string;
  readonly dnsPolicy?: string;
  readonly affinity?: {
    readonly nodeAffinity?: {
      readonly requiredDuringSchedulingIgnoredDuringExecution?: {
        readonly nodeSelectorTerms?: readonly NodeSelectorTerm[];
      };
      readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly preference?: NodeSelectorTerm }[];
    };
  };
  readonly dnsConfig?: { readonly options?: readonly unknown[]; readonly searches?: readonly string[] };
  readonly hostAliases?: readonly unknown[];
  readonly overhead?: Readonly<Record<string, string | number>>;
  readonly securityContext?: PodSecurityContext;
  readonly resources?: Resources;
  readonly resourceClaims?: readonly unknown[];
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
  readonly matchFields?: readonly object[];
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
  readonly limits?: Amounts;
  readonly requests?: Amounts;
  readonly claims?: readonly unknown[];
}

/** Amounts by the name of the resource, as they are written: `500m`, `1Gi`, `2`. */
export type Amounts = Readonly<Record<string, string | number>>;

export interface WindowsOptions {
  readonly hostProcess?: boolean;
  readonly runAsUserName?: string;
  readonly gmsaCredentialSpecName?: string;
  readonly gmsaCredentialSpec?: string;
}

export interface ContainerSpec {
  readonly name?: string;
  readonly image?: string;
  readonly imagePullPolicy?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: readonly EnvVar[];
  readonly ports?: readonly ContainerPort[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumeDevices?: readonly unknown[];
  readonly resources?: Resources;
  readonly resizePolicy?: readonly { readonly resourceName?: string; readonly restartPolicy?: string }[];
  readonly securityContext?: ContainerSecurityContext;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly terminationMessagePath?: string;
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

export interface Probe extends Handler {
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
  readonly periodSeconds?: number;
  readonly failureThreshold?: number;
}

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: unknown;
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly recursiveReadOnly?: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly mountPropagation?: string;
}

export interface VolumeSpec {
  readonly name: string;
  readonly emptyDir?: { readonly medium?: string };
  readonly hostPath?: { readonly path: string; readonly type?: string };
  readonly configMap?: ModedFiles & { readonly name?: string };
  readonly secret?: ModedFiles & { readonly secretName?: string };
  readonly projected?: {
    readonly defaultMode?: number;
    readonly sources?: readonly { readonly secret?: ModedFiles; readonly serviceAccountToken?: unknown }[];
  };
  readonly persistentVolumeClaim?: { readonly claimName?: string };
  readonly ephemeral?: { readonly volumeClaimTemplate?: { readonly spec?: ClaimSpec } };
  readonly image?: unknown;
  readonly nfs?: unknown;
  readonly iscsi?: unknown;
  readonly fc?: unknown;
  readonly rbd?: unknown;
  readonly cephfs?: unknown;
  readonly glusterfs?: unknown;
  readonly csi?: {
    readonly driver?: string;
    readonly fsType?: string;
    readonly volumeAttributes?: Readonly<Record<string, string>>;
  };
  readonly awsElasticBlockStore?: { readonly fsType?: string };
  readonly azureDisk?: { readonly fsType?: string };
  readonly gcePersistentDisk?: { readonly fsType?: string };
}

/** Files with the permissions of Linux. */
export interface ModedFiles {
  readonly defaultMode?: number;
  readonly items?: readonly { readonly mode?: number }[];
}

/** What a claim asks of storage. */
export interface ClaimSpec {
  readonly storageClassName?: string;
  readonly volumeMode?: string;
  readonly volumeName?: string;
}

/** A container and its path below the pod spec. */
export interface PlacedContainer {
  readonly path: string;
  readonly container: ContainerSpec;
}

/** Init containers first and ephemeral ones last, as the API server visits them. */
export const containersOf: (pod: PodSpec) => readonly PlacedContainer[] = remembered((pod) => {
  const found: PlacedContainer[] = [];
  const place = (list: readonly ContainerSpec[] = [], name: string) => {
    for (let index = 0; index < list.length; index++) found.push({ path: `${name}[${index}]`, container: list[index] });
  };
  place(pod.initContainers, 'initContainers');
  place(pod.containers, 'containers');
  place(pod.ephemeralContainers, 'ephemeralContainers');
  return found;
});

/** A probe or a hook, and its path below the container. */
export interface PlacedHandler {
  readonly path: string;
  readonly handler: Handler;
}

/** The probes and hooks of a container. */
export const handlersOf: (container: ContainerSpec) => readonly PlacedHandler[] = remembered((container) => {
  const found: PlacedHandler[] = [];
  const place = (path: string, handler: Handler | undefined) => {
    if (handler) found.push({ path, handler });
  };
  place('livenessProbe', container.livenessProbe);
  place('readinessProbe', container.readinessProbe);
  place('startupProbe', container.startupProbe);
  place('lifecycle.postStart', container.lifecycle?.postStart);
  place('lifecycle.preStop', container.lifecycle?.preStop);
  return found;
});

/** Every command that a container makes Windows start: its own, and those of probes and hooks. */
export function commandsOf(container: ContainerSpec): { path: string; command: readonly string[] }[] {
  const found: { path: string; command: readonly string[] }[] = [];
  if (container.command?.length) found.push({ path: 'command', command: container.command });
  for (const { path, handler } of handlersOf(container)) {
    const command = handler.exec?.command;
    if (command?.length) found.push({ path: `${path}.exec.command`, command });
  }
  return found;
}

/** Every command of every container, with its path below the pod spec. */
export function commandsIn(pod: PodSpec): { path: string; command: readonly string[]; container: ContainerSpec }[] {
  const found: { path: string; command: readonly string[]; container: ContainerSpec }[] = [];
  for (const { path, container } of containersOf(pod))
    for (const { path: field, command } of commandsOf(container))
      found.push({ path: `${path}.${field}`, command, container });
  return found;
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

export function effectiveHostProcess(pod: PodSpec, container: ContainerSpec): boolean {
  return (
    container.securityContext?.windowsOptions?.hostProcess ?? pod.securityContext?.windowsOptions?.hostProcess ?? false
  );
}

export function isHostProcess(pod: PodSpec): boolean {
  const options = pod.securityContext?.windowsOptions;
  return (
    options?.hostProcess === true ||
    containersOf(pod).some(({ container }) => container.securityContext?.windowsOptions?.hostProcess === true)
  );
}
