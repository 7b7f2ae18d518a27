import { type ContainerSpec, containersOf, type PodSpec } from '../manifests/pod-spec';
import { type FieldError, invalid } from './field-error';

/**
 * What is wrong with a pod of which some container is a HostProcess container, whatever the `os`: all of them must be, and
 * the pod must use the network of the node. The server takes such pods only when it runs with `--allow-privileged`.
 */
export function hostProcessErrors(pod: PodSpec): FieldError[] {
  return [...contradictions(pod), ...mixed(pod), ...hostNetworkMissing(pod)];
}

/** HostProcess containers without the network of the node. */
function hostNetworkMissing(pod: PodSpec): FieldError[] {
  if (pod.hostNetwork === true || !countsOf(pod).hostProcess) return [];
  return [{ ...invalid('hostNetwork', pod.hostNetwork, 'a HostProcess pod needs it'), allowed: 'true' }];
}

function contradictions(pod: PodSpec): FieldError[] {
  const ofPod = pod.securityContext?.windowsOptions?.hostProcess;
  if (ofPod === undefined) return [];
  return containersOf(pod).flatMap(({ path, container }) => {
    const got = hostProcessOf(container);
    if (got === undefined || got === ofPod) return [];
    const problem = `the pod says ${ofPod}, and both must be the same`;
    return [
      {
        ...invalid(`${path}.securityContext.windowsOptions.hostProcess`, got, problem),
        allowed: String(ofPod),
      },
    ];
  });
}

function mixed(pod: PodSpec): FieldError[] {
  const { all, hostProcess } = countsOf(pod);
  if (hostProcess === 0 || hostProcess === all) return [];
  return [invalid('', undefined, `${hostProcess} of its ${all} containers are HostProcess containers, not all`)];
}

function countsOf(pod: PodSpec): { all: number; hostProcess: number } {
  const effective = containersOf(pod).map(
    ({ container }) => hostProcessOf(container) ?? pod.securityContext?.windowsOptions?.hostProcess ?? false,
  );
  return { all: effective.length, hostProcess: effective.filter(Boolean).length };
}

function hostProcessOf(container: ContainerSpec): boolean | undefined {
  return container.securityContext?.windowsOptions?.hostProcess;
}
