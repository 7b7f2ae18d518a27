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
    ...(pod.hostNetwork === true ? hostPortMismatches(pod.containers, 'containers') : []),
    ...conflicts(pod.containers ?? [], (index) => `containers[${index}]`),
    // init containers run one after the other; the server gives the index 0 to all of them
    ...(pod.initContainers ?? []).flatMap((container) => conflicts([container], () => 'initContainers[0]')),
  ];
}

/** On the network of the node a port is what the process opens: a host port other than the container's is refused. */
export function hostPortMismatches(containers: readonly ContainerSpec[] | undefined, list: string): FieldError[] {
  return (containers ?? []).flatMap(({ ports }, container) =>
    (ports ?? []).flatMap(({ containerPort, hostPort }, port) =>
      hostPort === undefined || hostPort === 0 || hostPort === containerPort
        ? []
        : [
            {
              ...invalid(`${list}[${container}].ports[${port}].hostPort`, hostPort, 'hostNetwork maps no ports'),
              allowed: String(containerPort),
            },
          ],
    ),
  );
}

/** Two ports cannot be opened twice on one address of the node. */
function conflicts(containers: readonly ContainerSpec[], pathOf: (index: number) => string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap((container, index) =>
    (container.ports ?? []).flatMap((port, portIndex): FieldError[] => {
      if (!port.hostPort) return [];
      const address = addressOf(port);
      if (!taken.has(address)) {
        taken.add(address);
        return [];
      }
      const path = `${pathOf(index)}.ports[${portIndex}].hostPort`;
      return [{ path, type: 'Duplicate', got: port.hostPort, problem: `another port has ${address} already` }];
    }),
  );
}

function addressOf({ protocol = 'TCP', hostIP = '', hostPort }: ContainerPort): string {
  return `${protocol}/${hostIP}/${hostPort}`;
}
