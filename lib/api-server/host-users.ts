import { containersOf, type PodSpec } from '../manifests/pod-spec';
import { type FieldError, forbidden } from './field-error';

const OWN_USERS = 'with hostUsers: false the pod has its own user namespace';

/** From this minor on block devices are refused in a user namespace: kubernetes/kubernetes#132868; asked of 1.30 and 1.34. */
const VOLUME_DEVICES_SINCE = 34;

/** What a pod in a user namespace of its own cannot share with the node; the odd capitals are the API server's. */
export function hostUsersErrors(pod: PodSpec, kubernetes: number): FieldError[] {
  if (pod.hostUsers !== false) return [];
  return [
    ...(pod.hostNetwork ? [forbidden('hostNetwork', true, OWN_USERS)] : []),
    ...(pod.hostPID ? [{ ...forbidden('HostPID', true, OWN_USERS), place: 'hostPID' }] : []),
    ...(pod.hostIPC ? [{ ...forbidden('HostIPC', true, OWN_USERS), place: 'hostIPC' }] : []),
    ...(kubernetes < VOLUME_DEVICES_SINCE ? [] : volumeDevices(pod)),
  ];
}

function volumeDevices(pod: PodSpec): FieldError[] {
  return containersOf(pod).flatMap(({ path, container }) =>
    container.volumeDevices?.length
      ? [forbidden(`${path}.volumeDevices`, container.volumeDevices, `${OWN_USERS}, which block devices have not`)]
      : [],
  );
}
