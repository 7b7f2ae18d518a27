import {
  CALICO_NAME,
  CALICO_NAMESPACE,
  CALICO_ORCHESTRATOR,
  CALICO_SERVICE_ACCOUNT,
  NAMES_OF_NAMESPACE,
  OF_ACCOUNT,
  OF_NAMESPACE,
  ORCHESTRATOR,
} from '../calico/labels';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { OperatingSystem } from '../manifests/operating-system';
import { systemOf } from '../manifests/pod-system';
import type { PodTemplate } from '../manifests/pod-template';
import { accountOf } from '../manifests/role-access';
import { hasField } from '../manifests/workload';
import { protocolNumber, type Range } from './connection-space';
import type { Labelled } from './selector-index';

/** A port of a container that has a name. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: number;
  readonly port: number;
}

/** A pod, or the pods that a workload makes, as policy sees them. */
export interface Endpoint extends Labelled {
  readonly object: KubernetesObject;
  /** `shop/web`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** `undefined` where nothing tells. */
  readonly system: OperatingSystem | undefined;
  /** On the network of its node; no policy about pods governs it. */
  readonly isOnHostNetwork: boolean;
  readonly namedPorts: readonly NamedPort[];
  /** The one that counts first, and one of the other family where it has one; none is known before the pod runs. */
  readonly addresses: readonly string[];
  readonly node?: string;
}

/** What of the status of a pod is of interest here. */
interface PodStatus {
  readonly phase?: string;
  readonly podIP?: string;
  readonly podIPs?: readonly { readonly ip?: string }[];
}

/** Pods without a namespace in their manifest are taken to be where they go when nobody says otherwise. */
export const DEFAULT_NAMESPACE = 'default';

/** Every pod among the objects, and every workload for the pods that it makes; what is finished has no address any more. */
export function endpointsOf(cluster: Cluster): Endpoint[] {
  return cluster
    .podTemplates()
    .filter(({ object }) => {
      const { phase } = statusOf(object);
      return phase !== 'Succeeded' && phase !== 'Failed' && (object.kind === 'Pod' || !isMadeByAnother(object));
    })
    .map((template) => endpointOf(template, cluster));
}

/** A ReplicaSet of a Deployment stands beside it where manifests were read from a cluster. */
function isMadeByAnother({ metadata }: KubernetesObject): boolean {
  const owners = (metadata as { readonly ownerReferences?: readonly unknown[] } | undefined)?.ownerReferences;
  return Array.isArray(owners) && owners.length > 0;
}

function endpointOf(template: PodTemplate, cluster: Cluster): Endpoint {
  const { object, spec, labels } = template;
  const namespace = template.namespace || DEFAULT_NAMESPACE;
  const name = object.metadata?.name ?? object.metadata?.generateName ?? '';
  const account = accountOf(spec, namespace).name;
  return {
    object,
    id: `${namespace}/${name}`,
    namespace,
    name,
    system: systemOf(spec, cluster).name,
    isOnHostNetwork: spec.hostNetwork === true,
    namedPorts: namedPortsOf(template),
    addresses: addressesOf(statusOf(object)),
    ...(spec.nodeName ? { node: spec.nodeName as string } : {}),
    // pods cannot give themselves what Calico derives
    label: (key) => {
      if (key === CALICO_NAMESPACE) return namespace;
      if (key === CALICO_ORCHESTRATOR) return ORCHESTRATOR;
      if (key === CALICO_SERVICE_ACCOUNT) return account;
      if (key.startsWith(OF_NAMESPACE)) return labelOfNamespace(key, namespace, cluster);
      if (key.startsWith(OF_ACCOUNT)) return labelOfAccount(key, account, namespace, cluster);
      return hasField(labels, key) ? labels[key] : undefined;
    },
  };
}

/** A label that a namespace gives to what is in it; one whose manifest is not there has the labels that all have. */
export function labelOfNamespace(key: string, namespace: string, cluster: Cluster): string | undefined {
  const own = unprefixed(key, OF_NAMESPACE);
  if (own !== undefined && NAMES_OF_NAMESPACE.includes(own)) return namespace;
  return labelOf(own, cluster.find('Namespace', namespace));
}

/** A label that a service account gives to the pods that run under it. */
export function labelOfAccount(key: string, account: string, namespace: string, cluster: Cluster): string | undefined {
  const own = unprefixed(key, OF_ACCOUNT);
  if (own === CALICO_NAME) return account;
  return labelOf(own, cluster.find('ServiceAccount', account, namespace));
}

function unprefixed(key: string, prefix: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

function labelOf(key: string | undefined, object: KubernetesObject | undefined): string | undefined {
  const labels = object?.metadata?.labels ?? {};
  return key !== undefined && hasField(labels, key) ? labels[key] : undefined;
}

function statusOf({ status }: KubernetesObject): PodStatus {
  return (status ?? {}) as PodStatus;
}

function addressesOf({ podIP, podIPs = [] }: PodStatus): string[] {
  if (podIP === undefined && podIPs.length === 0) return [];
  return [...new Set([podIP, ...podIPs.map(({ ip }) => ip)])].filter(
    (address) => address !== undefined && address !== '',
  ) as string[];
}

function namedPortsOf({ spec }: PodTemplate): NamedPort[] {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].flatMap(({ ports = [] }) =>
    ports.flatMap(({ name, containerPort, protocol = 'TCP' }) =>
      name === undefined || containerPort === undefined
        ? []
        : [{ name, protocol: protocolNumber(protocol) ?? 6, port: containerPort }],
    ),
  );
}

/** The numbers for which a name stands on an endpoint. */
export function numbersOf({ namedPorts }: Pick<Endpoint, 'namedPorts'>, name: string, protocol: number): Range[] {
  return namedPorts
    .filter((port) => port.name === name && port.protocol === protocol)
    .map(({ port }): Range => [port, port]);
}
