import { containersOf, type PodSpec } from '../manifests/pod-spec';
import { valueAt } from '../manifests/value-at';

/** What to use on Windows, in the words of manifests, and in those of the constructs where they are others. */
interface WayOut {
  readonly instead: string;
  readonly insteadInCode?: string;
}

/**
 * The fields that a Windows pod may not carry: with `os.name: windows` the API server refuses them, without it a Windows
 * node ignores them. Pod level 16, container level 10 (init, regular, sidecar and ephemeral containers alike). Which of them
 * an older server does not know, or drops: `newer-fields.ts`.
 * Source: kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateWindows`.
 */
export interface LinuxOnlyField extends WayOut {
  /** Path below `spec`, or below the container. */
  readonly path: string;
  /** `present`: any value counts, even `false`, `0` and `[]`; `true`: only true; `non-empty`: only a list with entries. */
  readonly refusedWhen: 'present' | 'true' | 'non-empty';
}

const RUN_AS_USER_NAME: WayOut = {
  instead: 'Set windowsOptions.runAsUserName: Windows has accounts with names, and no numeric ids.',
  insteadInCode: 'Set runAsUserName: RunAsUser names Windows accounts, there are no numeric ids.',
};
const ACCESS_LISTS: WayOut = {
  instead: 'Leave it out: Windows volumes have access control lists, set them in the image or at start.',
};
const HOST_PROCESS: WayOut = {
  instead: 'Leave it out; work that needs the node belongs in a HostProcess pod (windowsOptions.hostProcess: true).',
  insteadInCode: 'Leave it out; work that needs the node belongs in a HostProcessDaemonSet.',
};
const NO_KERNEL_FILTER: WayOut = {
  instead: 'Leave it out: it configures the Linux kernel; on Windows set windowsOptions.runAsUserName: ContainerUser.',
  insteadInCode: 'Leave it out: it configures the Linux kernel; on Windows run as RunAsUser.CONTAINER_USER.',
};

export const LINUX_ONLY_POD_FIELDS: readonly LinuxOnlyField[] = [
  { path: 'securityContext.appArmorProfile', refusedWhen: 'present', ...NO_KERNEL_FILTER },
  { path: 'securityContext.seLinuxOptions', refusedWhen: 'present', ...NO_KERNEL_FILTER },
  { path: 'securityContext.seLinuxChangePolicy', refusedWhen: 'present', ...NO_KERNEL_FILTER },
  {
    path: 'hostUsers',
    refusedWhen: 'present',
    instead: 'Leave it out: Windows has no user namespaces.',
  },
  { path: 'hostPID', refusedWhen: 'true', ...HOST_PROCESS },
  { path: 'hostIPC', refusedWhen: 'true', ...HOST_PROCESS },
  { path: 'securityContext.seccompProfile', refusedWhen: 'present', ...NO_KERNEL_FILTER },
  { path: 'securityContext.fsGroup', refusedWhen: 'present', ...ACCESS_LISTS },
  { path: 'securityContext.fsGroupChangePolicy', refusedWhen: 'present', ...ACCESS_LISTS },
  {
    path: 'securityContext.sysctls',
    refusedWhen: 'non-empty',
    instead: 'Leave it out: set the registry value in the image, or on the node with a HostProcess pod.',
    insteadInCode: 'Leave it out: set the registry value in the image, or on the node with a HostProcessDaemonSet.',
  },
  {
    path: 'shareProcessNamespace',
    refusedWhen: 'present',
    instead: 'Leave it out: containers of a Windows pod share the network only.',
  },
  { path: 'securityContext.runAsUser', refusedWhen: 'present', ...RUN_AS_USER_NAME },
  { path: 'securityContext.runAsGroup', refusedWhen: 'present', ...RUN_AS_USER_NAME },
  { path: 'securityContext.supplementalGroups', refusedWhen: 'present', ...RUN_AS_USER_NAME },
  { path: 'securityContext.supplementalGroupsPolicy', refusedWhen: 'present', ...RUN_AS_USER_NAME },
  {
    path: 'resources',
    refusedWhen: 'present',
    instead: 'Set the resources of each container: Windows has no limit for a whole pod.',
  },
];

export const LINUX_ONLY_CONTAINER_FIELDS: readonly LinuxOnlyField[] = [
  { path: 'securityContext.appArmorProfile', refusedWhen: 'present', ...NO_KERNEL_FILTER },
  { path: 'securityContext.seLinuxOptions', refusedWhen: 'present', ...NO_KERNEL_FILTER },
  { path: 'securityContext.seccompProfile', refusedWhen: 'present', ...NO_KERNEL_FILTER },
  {
    path: 'securityContext.capabilities',
    refusedWhen: 'present',
    instead: 'Leave it out: on Windows the account decides what a process may do, set windowsOptions.runAsUserName.',
    insteadInCode: 'Leave it out: on Windows the account decides what a process may do, set runAsUserName.',
  },
  {
    path: 'securityContext.readOnlyRootFilesystem',
    refusedWhen: 'present',
    instead: 'Leave it out: Windows writes to its registry and system files; mount what must not change with readOnly.',
  },
  { path: 'securityContext.privileged', refusedWhen: 'present', ...HOST_PROCESS },
  {
    path: 'securityContext.allowPrivilegeEscalation',
    refusedWhen: 'present',
    instead: 'Leave it out: as windowsOptions.runAsUserName: ContainerUser no process can become an administrator.',
    insteadInCode: 'Leave it out: run as RunAsUser.CONTAINER_USER, which cannot become an administrator.',
  },
  { path: 'securityContext.procMount', refusedWhen: 'present', ...NO_KERNEL_FILTER },
  { path: 'securityContext.runAsUser', refusedWhen: 'present', ...RUN_AS_USER_NAME },
  { path: 'securityContext.runAsGroup', refusedWhen: 'present', ...RUN_AS_USER_NAME },
];

/** The paths of all of them in a Pod. */
export const LINUX_ONLY_PATHS: readonly string[] = [
  ...LINUX_ONLY_POD_FIELDS.map(({ path }) => `spec.${path}`),
  ...LINUX_ONLY_CONTAINER_FIELDS.map(({ path }) => `spec.containers[*].${path}`),
];

/** A field of a pod that the API server refuses, with its value. */
export interface LinuxOnlyValue extends WayOut {
  /** Path below the pod spec. */
  readonly path: string;
  readonly got: unknown;
}

/** The Linux-only fields that a pod carries, those of the pod before those of its containers. */
export function linuxOnlyFieldsOf(pod: PodSpec): LinuxOnlyValue[] {
  return [
    ...refusedIn(pod, LINUX_ONLY_POD_FIELDS, ''),
    ...containersOf(pod).flatMap(({ path, container }) =>
      refusedIn(container, LINUX_ONLY_CONTAINER_FIELDS, `${path}.`),
    ),
  ];
}

function refusedIn(holder: object, fields: readonly LinuxOnlyField[], prefix: string): LinuxOnlyValue[] {
  return fields.flatMap(({ path, refusedWhen, instead, insteadInCode }) => {
    const got = valueAt(holder, path);
    return isRefused(got, refusedWhen) ? [{ path: `${prefix}${path}`, got, instead, insteadInCode }] : [];
  });
}

function isRefused(got: unknown, refusedWhen: LinuxOnlyField['refusedWhen']): boolean {
  if (got === undefined || got === null) return false;
  if (refusedWhen === 'true') return got === true;
  return refusedWhen === 'present' || (Array.isArray(got) && got.length > 0);
}
