import type { ContainerPort, ContainerSpec, PodSpec } from '../manifests/pod-spec';
import { type FieldError, invalid } from './field-error';

/**
 * With hostNetwork the host port of a Pod is that of the container by default. A template is left as it is: its pods get
 * the default when they are made.
 */
export function withHostPorts(pod: PodSpec): PodSpec {
  if (pod.hostNetwork !== true) return pod;
  const complete = (container: ContainerSpec): ContainerSpec =>
    container.ports === undefined
      ? container
      : {
          ...container,
          ports: container.ports.map((port) => ({ ...port, hostPort: port.hostPort || port.containerPort })),
        };
  const { initContainers, containers } = pod;
  return {
    ...pod,
    ...(initContainers ? { initContainers: initContainers.map(complete) } : {}),
    ...(containers ? { containers: containers.map(complete) } : {}),
  };
}

/** What is wrong with the host ports of a pod. */
export function hostPortErrors(pod: PodSpec): FieldError[] {
  return [
    ...(pod.hostNetwork === true ? mismatches(pod.containers ?? []) : []),
    ...conflicts(pod.containers ?? [], 'containers'),
    // init containers run one after the other; the server gives the index 0 to all of them
    ...(pod.initContainers ?? []).flatMap((container, index) =>
      conflicts([container], 'initContainers').map((error) => ({
        ...error,
        place: error.path.replace('[0]', `[${index}]`),
      })),
    ),
  ];
}

/** On the network of the node a port is what the process opens; of init containers the server does not ask it. */
function mismatches(containers: readonly ContainerSpec[]): FieldError[] {
  return containers.flatMap(({ ports }, container) =>
    (ports ?? []).flatMap(({ containerPort, hostPort }, port) =>
      hostPort === undefined || hostPort === 0 || hostPort === containerPort
        ? []
        : [
            {
              ...invalid(`containers[${container}].ports[${port}].hostPort`, hostPort, 'hostNetwork maps no ports'),
              allowed: String(containerPort),
            },
          ],
    ),
  );
}

/** Two ports cannot be opened twice on one address of the node. */
function conflicts(containers: readonly ContainerSpec[], list: string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap((container, index) =>
    (container.ports ?? []).flatMap((port, portIndex): FieldError[] => {
      if (!port.hostPort) return [];
      const address = addressOf(port);
      if (!taken.has(address)) {
        taken.add(address);
        return [];
      }
      const path = `${list}[${index}].ports[${portIndex}].hostPort`;
      return [{ path, type: 'Duplicate', got: port.hostPort, problem: `another port has ${address} already` }];
    }),
  );
}

function addressOf({ protocol = 'TCP', hostIP = '', hostPort }: ContainerPort): string {
  return `${protocol}/${hostIP}/${hostPort}`;
}
