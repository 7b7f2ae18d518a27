import { containersOf, type PodSpec } from '../manifests/pod-spec';

/**
 * The fields that a Windows pod may not carry: with `os.name: windows` the API server refuses them, without it a Windows
 * node ignores them. Pod level 16, container level 10 (init, regular, sidecar and ephemeral containers alike). Which of them
 * an older server does not know, or drops: `newer-fields.ts`.
 * Source: kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateWindows`.
 */
export interface LinuxOnlyField {
  /** Path below `spec`, or below the container. */
  readonly path: string;
  /** `present`: any value counts, even `false`, `0` and `[]`; `true`: only true; `non-empty`: only a list with entries. */
  readonly refusedWhen: 'present' | 'true' | 'non-empty';
  /** What to use on Windows. */
  readonly instead: string;
}

const RUN_AS_USER_NAME = 'Set runAsUserName: RunAsUser names Windows accounts, there are no numeric ids.';
const ACCESS_LISTS = 'Leave it out: Windows volumes have access control lists, set them in the image or at start.';
const HOST_PROCESS = 'Leave it out; work that needs the node belongs in a HostProcessDaemonSet.';
const NO_KERNEL_FILTER = 'Leave it out: it configures the Linux kernel; on Windows run as RunAsUser.CONTAINER_USER.';

export const LINUX_ONLY_POD_FIELDS: readonly LinuxOnlyField[] = [
  { path: 'securityContext.appArmorProfile', refusedWhen: 'present', instead: NO_KERNEL_FILTER },
  { path: 'securityContext.seLinuxOptions', refusedWhen: 'present', instead: NO_KERNEL_FILTER },
  { path: 'securityContext.seLinuxChangePolicy', refusedWhen: 'present', instead: NO_KERNEL_FILTER },
  {
    path: 'hostUsers',
    refusedWhen: 'present',
    instead: 'Leave it out: Windows has no user namespaces.',
  },
  { path: 'hostPID', refusedWhen: 'true', instead: HOST_PROCESS },
  { path: 'hostIPC', refusedWhen: 'true', instead: HOST_PROCESS },
  { path: 'securityContext.seccompProfile', refusedWhen: 'present', instead: NO_KERNEL_FILTER },
  { path: 'securityContext.fsGroup', refusedWhen: 'present', instead: ACCESS_LISTS },
  { path: 'securityContext.fsGroupChangePolicy', refusedWhen: 'present', instead: ACCESS_LISTS },
  {
    path: 'securityContext.sysctls',
    refusedWhen: 'non-empty',
    instead: 'Leave it out: set the registry value in the image, or on the node with a HostProcessDaemonSet.',
  },
  {
    path: 'shareProcessNamespace',
    refusedWhen: 'present',
    instead: 'Leave it out: containers of a Windows pod share the network only.',
  },
  { path: 'securityContext.runAsUser', refusedWhen: 'present', instead: RUN_AS_USER_NAME },
  { path: 'securityContext.runAsGroup', refusedWhen: 'present', instead: RUN_AS_USER_NAME },
  { path: 'securityContext.supplementalGroups', refusedWhen: 'present', instead: RUN_AS_USER_NAME },
  { path: 'securityContext.supplementalGroupsPolicy', refusedWhen: 'present', instead: RUN_AS_USER_NAME },
  {
    path: 'resources',
    refusedWhen: 'present',
    instead: 'Set the resources of each container: Windows has no limit for a whole pod.',
  },
];

export const LINUX_ONLY_CONTAINER_FIELDS: readonly LinuxOnlyField[] = [
  { path: 'securityContext.appArmorProfile', refusedWhen: 'present', instead: NO_KERNEL_FILTER },
  { path: 'securityContext.seLinuxOptions', refusedWhen: 'present', instead: NO_KERNEL_FILTER },
  { path: 'securityContext.seccompProfile', refusedWhen: 'present', instead: NO_KERNEL_FILTER },
  {
    path: 'securityContext.capabilities',
    refusedWhen: 'present',
    instead: 'Leave it out: on Windows the account decides what a process may do, set runAsUserName.',
  },
  {
    path: 'securityContext.readOnlyRootFilesystem',
    refusedWhen: 'present',
    instead: 'Leave it out: Windows writes to its registry and system files; mount what must not change with readOnly.',
  },
  { path: 'securityContext.privileged', refusedWhen: 'present', instead: HOST_PROCESS },
  {
    path: 'securityContext.allowPrivilegeEscalation',
    refusedWhen: 'present',
    instead: 'Leave it out: run as RunAsUser.CONTAINER_USER, which cannot become an administrator.',
  },
  { path: 'securityContext.procMount', refusedWhen: 'present', instead: NO_KERNEL_FILTER },
  { path: 'securityContext.runAsUser', refusedWhen: 'present', instead: RUN_AS_USER_NAME },
  { path: 'securityContext.runAsGroup', refusedWhen: 'present', instead: RUN_AS_USER_NAME },
];

/** A field of a pod that the API server refuses, with its value. */
export interface LinuxOnlyValue {
  /** Path below the pod spec. */
  readonly path: string;
  readonly got: unknown;
  readonly instead: string;
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
  return fields.flatMap(({ path, refusedWhen, instead }) => {
    const got = valueAt(holder, path);
    return isRefused(got, refusedWhen) ? [{ path: `${prefix}${path}`, got, instead }] : [];
  });
}

function valueAt(holder: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], holder);
}

function isRefused(got: unknown, refusedWhen: LinuxOnlyField['refusedWhen']): boolean {
  if (got === undefined || got === null) return false;
  if (refusedWhen === 'true') return got === true;
  return refusedWhen === 'present' || (Array.isArray(got) && got.length > 0);
}
