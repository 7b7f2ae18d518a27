import { EnvValue, type Service } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import serviceNamespace from '../lib/rules/service-namespace';
import servicePort from '../lib/rules/service-port';
import { refuse } from './rendering/refusal';
import { TargetCluster } from './target-cluster';

const PORTS_OF_PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

/**
 * The full name of a Service. Windows pods have one DNS suffix and take a name with a dot for a full one: they resolve
 * `name` in their own namespace and `name.namespace.svc.cluster.local` everywhere, but not `name.namespace`.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows
 */
export class ServiceAddress {
  /**
   * The address of a Service of this app.
   *
   * @throws When neither the Service nor its chart has a namespace.
   */
  public static of(service: Service): ServiceAddress {
    const { namespace } = service.metadata;
    const subject = service.node.path;
    if (namespace === undefined) {
      refuse(serviceNamespace, { subject, field: 'metadata.namespace', got: undefined });
    }
    return new ServiceAddress(subject, fullName(service, service.name, namespace), service);
  }

  /**
   * The address of a Service that is in the cluster already.
   *
   * @param scope Any construct of the app: the DNS domain comes from its target cluster.
   * @param name The name of the Service.
   * @param namespace The namespace of the Service.
   */
  public static fromName(scope: IConstruct, name: string, namespace: string): ServiceAddress {
    return new ServiceAddress(name, fullName(scope, name, namespace));
  }

  /** `name.namespace.svc.` and the DNS domain of the cluster. */
  public readonly fqdn: string;

  private readonly subject: string;
  private readonly service?: Service;

  private constructor(subject: string, fqdn: string, service?: Service) {
    this.subject = subject;
    this.fqdn = fqdn;
    this.service = service;
  }

  /**
   * A URL, for example `http://web.shop.svc.cluster.local:8080`.
   *
   * @param protocol For example `http`.
   * @param port The port; by default the first one of the Service, where that is known. The usual port of http and https is
   * not written.
   * @throws When the Service has other ports only.
   */
  public url(protocol: string, port?: number): string {
    const ports = this.service?.ports.map((known) => known.port) ?? [];
    if (port !== undefined && ports.length > 0 && !ports.includes(port)) {
      refuse(servicePort, { subject: this.subject, field: 'port', got: port, allowed: ports.join(', ') });
    }
    const chosen = port ?? ports[0];
    const isUsual = chosen === undefined || chosen === PORTS_OF_PROTOCOLS.get(protocol);
    return `${protocol}://${this.fqdn}${isUsual ? '' : `:${chosen}`}`;
  }

  /** The full name as the value of an environment variable. */
  public asEnvValue(): EnvValue {
    return EnvValue.fromValue(this.fqdn);
  }
}

function fullName(scope: IConstruct, name: string, namespace: string): string {
  return `${name}.${namespace}.svc.${TargetCluster._read(scope).clusterDomain}`;
}
