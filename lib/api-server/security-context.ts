import { type ContainerSecurityContext, containersOf, type PodSpec } from '../manifests/pod-spec';
import { type FieldError, invalid, oneOf } from './field-error';
import { appArmorProfileErrors, seccompProfileErrors } from './security-profiles';
import { sysctlErrors } from './sysctls';
import { windowsOptionsErrors } from './windows-options';

const MAX_ID = 2 ** 31 - 1;

/** What is wrong with the values of the security contexts of a pod and its containers, whatever the `os`. */
export function securityContextErrors(pod: PodSpec): FieldError[] {
  return [
    ...ofPod(pod),
    ...containersOf(pod).flatMap(({ path, container }) =>
      ofContainer(container.securityContext, `${path}.securityContext`, pod.hostUsers !== false),
    ),
  ];
}

function ofPod(pod: PodSpec): FieldError[] {
  const { securityContext: context = {}, shareProcessNamespace, hostPID } = pod;
  const path = 'securityContext';
  return [
    ...idErrors(context.fsGroup, `${path}.fsGroup`),
    ...idErrors(context.runAsUser, `${path}.runAsUser`),
    ...idErrors(context.runAsGroup, `${path}.runAsGroup`),
    ...(context.supplementalGroups ?? []).flatMap((id, index) => idErrors(id, `${path}.supplementalGroups[${index}]`)),
    ...(shareProcessNamespace && hostPID
      ? [
          {
            ...invalid(`${path}.shareProcessNamespace`, true, 'with hostPID the pod has no process namespace to share'),
            place: 'shareProcessNamespace',
          },
        ]
      : []),
    ...sysctlErrors(pod),
    ...oneOf(`${path}.fsGroupChangePolicy`, context.fsGroupChangePolicy, ['Always', 'OnRootMismatch']),
    ...seccompProfileErrors(context.seccompProfile, `${path}.seccompProfile`),
    ...windowsOptionsErrors(context.windowsOptions, `${path}.windowsOptions`),
    ...appArmorProfileErrors(context.appArmorProfile, `${path}.appArmorProfile`),
    ...oneOf(`${path}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, ['Merge', 'Strict']),
    // MountOption is behind the gate SELinuxMount, which is off in every version so far
    ...oneOf(`${path}.seLinuxChangePolicy`, context.seLinuxChangePolicy, ['Recursive']),
  ];
}

function ofContainer(context: ContainerSecurityContext | undefined, path: string, hostUsers: boolean): FieldError[] {
  if (context === undefined) return [];
  return [
    ...idErrors(context.runAsUser, `${path}.runAsUser`),
    ...idErrors(context.runAsGroup, `${path}.runAsGroup`),
    ...oneOf(`${path}.procMount`, context.procMount, ['Default', 'Unmasked']),
    ...(context.procMount === 'Unmasked' && hostUsers
      ? [invalid(`${path}.procMount`, 'Unmasked', 'it needs hostUsers: false')]
      : []),
    ...seccompProfileErrors(context.seccompProfile, `${path}.seccompProfile`),
    ...escalationErrors(context, path),
    ...windowsOptionsErrors(context.windowsOptions, `${path}.windowsOptions`),
    ...appArmorProfileErrors(context.appArmorProfile, `${path}.appArmorProfile`),
  ];
}

function escalationErrors(context: ContainerSecurityContext, path: string): FieldError[] {
  if (context.allowPrivilegeEscalation !== false) return [];
  const problem = (other: string) => `allowPrivilegeEscalation: false contradicts ${other}`;
  return [
    ...(context.privileged ? [invalid(path, context, problem('privileged'))] : []),
    ...(context.capabilities?.add?.includes('CAP_SYS_ADMIN')
      ? [invalid(path, context, problem('the capability CAP_SYS_ADMIN'))]
      : []),
  ];
}

function idErrors(id: number | undefined, path: string): FieldError[] {
  if (id === undefined || (id >= 0 && id <= MAX_ID)) return [];
  return [{ ...invalid(path, id, 'it is out of range'), allowed: `0 to ${MAX_ID}` }];
}
