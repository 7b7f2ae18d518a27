import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { ServiceSpec } from '../manifests/service';
import { protocolNumber } from './connection-space';
import { DEFAULT_NAMESPACE, type Endpoint, numbersOf } from './endpoint';

/** An address behind a Service, with a port that its traffic goes to. */
export interface ServiceMember {
  /** Index of the endpoint; `undefined` for an address that belongs to no pod among the objects. */
  readonly endpoint?: number;
  readonly address?: string;
  /** None where the Service has no port that is there. */
  readonly port?: ServicePort;
}

export interface ServicePort {
  /** The name of the Service's port that leads here; empty where it has none. */
  readonly name: string;
  readonly protocol: number;
  readonly number: number;
}

interface EndpointSlice extends KubernetesObject {
  readonly endpoints?: readonly { readonly addresses?: readonly string[] }[];
  readonly ports?: readonly { readonly name?: string; readonly protocol?: string; readonly port?: number }[];
}

const OF_SERVICE = 'kubernetes.io/service-name';

/**
 * What stands behind the Services of a cluster: their EndpointSlices where the objects have them, else the pods that they
 * select.
 */
export class ServiceMembers {
  private readonly known = new Map<string, readonly ServiceMember[]>();
  private readonly slices = new Map<string, EndpointSlice[]>();

  public constructor(
    private readonly cluster: Cluster,
    private readonly endpoints: readonly Endpoint[],
    private readonly endpointAt: (address: string) => number | undefined,
  ) {
    for (const slice of cluster.all('discovery.k8s.io/EndpointSlice') as readonly EndpointSlice[]) {
      const key = `${slice.metadata?.namespace ?? DEFAULT_NAMESPACE}/${slice.metadata?.labels?.[OF_SERVICE] ?? ''}`;
      this.slices.set(key, [...(this.slices.get(key) ?? []), slice]);
    }
  }

  /** Whether somebody says in EndpointSlices where it leads. */
  public hasSlices(service: string): boolean {
    return this.slices.has(service);
  }

  /** @param service `namespace/name`. */
  public of(service: string): readonly ServiceMember[] {
    let members = this.known.get(service);
    if (members === undefined) {
      const slices = this.slices.get(service);
      members = slices === undefined ? this.selected(service) : slices.flatMap((slice) => this.inSlice(slice));
      this.known.set(service, members);
    }
    return members;
  }

  private inSlice({ endpoints = [], ports = [] }: EndpointSlice): ServiceMember[] {
    return endpoints.flatMap(({ addresses = [] }) =>
      addresses.flatMap((address) => {
        const open = ports.flatMap(({ name = '', protocol: written = 'TCP', port: number }): ServicePort[] => {
          const protocol = protocolNumber(written);
          return number === undefined || protocol === undefined ? [] : [{ name, protocol, number }];
        });
        return members({ endpoint: this.endpointAt(address), address }, open);
      }),
    );
  }

  private selected(service: string): ServiceMember[] {
    const slash = service.indexOf('/');
    const namespace = service.slice(0, slash);
    const name = service.slice(slash + 1);
    const object =
      this.cluster.find('Service', name, namespace) ??
      (namespace === DEFAULT_NAMESPACE ? this.cluster.find('Service', name) : undefined);
    const { selector = {}, ports = [] } = (object?.spec ?? {}) as ServiceSpec;
    const wanted = Object.entries(selector);
    if (wanted.length === 0) return [];
    return this.endpoints.flatMap((endpoint, index) => {
      if (endpoint.namespace !== namespace) return [];
      if (!wanted.every(([key, value]) => endpoint.label(key) === value)) return [];
      const open = ports.flatMap(({ name = '', protocol: written = 'TCP', port, targetPort }): ServicePort[] => {
        const protocol = protocolNumber(written) ?? 6;
        const target = Number(targetPort || port);
        if (Number.isInteger(target)) return [{ name, protocol, number: target }];
        // the first of that name counts: kubernetes/kubernetes `pkg/api/v1/pod/util.go`
        const [first] = numbersOf(endpoint, String(targetPort), protocol);
        return first === undefined ? [] : [{ name, protocol, number: first[0] }];
      });
      return endpoint.addresses.length === 0
        ? members({ endpoint: index }, open)
        : endpoint.addresses.flatMap((address) => members({ endpoint: index, address }, open));
    });
  }
}

function members(at: Omit<ServiceMember, 'port'>, ports: readonly ServicePort[]): ServiceMember[] {
  return ports.length === 0 ? [at] : ports.map((port) => ({ ...at, port }));
}
