import { groupKindOf, type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import { parseNetwork } from '../manifests/network';
import type { ServiceSpec } from '../manifests/service';
import { addressNumber } from '../policy/address-space';
import { protocolName, protocolNumber } from '../policy/connection-space';
import { DEFAULT_NAMESPACE } from '../policy/endpoint';
import type { End } from '../policy/reach';
import { didYouMean } from '../report/did-you-mean';
import { CLUSTER_DNS } from './cluster-dns';
import type { Survey } from './survey';

/** An end of a flow that is asked about. */
export interface NamedEnd {
  readonly end: End;
  /** `shop/web-0`, `203.0.113.7`. */
  readonly name: string;
  /** The port on which it listens, where a Service stands before it. */
  readonly port?: number;
}

/** A flow cannot be answered as it is asked: the message says what to write instead. */
export class WrongFlow extends Error {}

/** Finds pods, workloads, Services and addresses by what people write. */
export class EndFinder {
  private readonly found = new Map<string, readonly NamedEnd[]>();
  private readonly byClusterIp: ReadonlyMap<bigint, KubernetesObject>;

  public constructor(private readonly survey: Survey) {
    const services = survey.network.cluster.all('Service');
    this.byClusterIp = new Map(
      services.flatMap((service) => clusterIpsOf(service).map((ip) => [ip, service] as const)),
    );
  }

  /** Everybody that the text means: all pods of a workload or of a Service. */
  public find(text: string, protocol: number, port?: number): readonly NamedEnd[] {
    const key = `${protocol} ${port} ${text}`;
    const found = this.found.get(key) ?? this.meant(text, protocol, port);
    this.found.set(key, found);
    return found;
  }

  private meant(text: string, protocol: number, port: number | undefined): readonly NamedEnd[] {
    const address = addressNumber(text);
    if (address !== undefined) {
      const service = this.byClusterIp.get(address);
      // no packet has this address where policies look at it
      return service === undefined ? [this.atAddress(text)] : this.behind(service, protocol, port);
    }
    if (parseNetwork(text) !== undefined) throw new WrongFlow(`'${text}' is a network: name one address of it`);
    if (/^(?:the )?internet$/i.test(text))
      throw new WrongFlow(`'${text}' is many addresses: write one of them, such as 203.0.113.7`);
    if (text === CLUSTER_DNS) return this.dns();
    const wanted = this.wanted(withoutRemark(text));
    const workloads = this.workloads(wanted);
    if (workloads.length > 1) {
      const kinds = workloads.map(({ kind, name }) => `${kind}/${name}`);
      throw new WrongFlow(`'${text}' can mean ${kinds.join(' or ')}: write one of these`);
    }
    const [workload] = workloads;
    if (workload !== undefined) return workload.ends;
    const services = this.survey.network.cluster.all('Service').filter((service) => isWanted(service, wanted));
    if (services.length > 1)
      throw new WrongFlow(`'${text}' can mean ${services.map((each) => `Service/${idOf(each)}`).join(' or ')}`);
    if (services.length === 1) return this.behind(services[0], protocol, port);
    throw new WrongFlow(`there is no '${text}' among the pods, workloads and Services${this.meaning(text)}`);
  }

  private atAddress(text: string): NamedEnd {
    const endpoint = this.survey.network.endpointAt(text);
    if (endpoint === undefined) return { end: { address: text }, name: text };
    return { end: { endpoint }, name: this.survey.network.endpoints[endpoint].id };
  }

  /** How a text can be read: the namespace may stand before the name, the kind before both. */
  private wanted(text: string): Wanted[] {
    const parts = text.split('/');
    if (parts.length === 1) return [{ name: text }];
    if (parts.length === 2) {
      const [first, name] = parts;
      const kind = kindOf(first);
      return [{ namespace: first, name }, ...(kind === undefined ? [] : [{ kind, name }])];
    }
    const [first, namespace, name] = parts;
    const kind = kindOf(first);
    if (parts.length > 3 || kind === undefined)
      throw new WrongFlow(`'${text}' is no address, and no name such as shop/web or Deployment/web`);
    return [{ kind, namespace, name }];
  }

  /** Workloads and single pods of that name; the first reading that finds any counts. */
  private workloads(wanted: readonly Wanted[]) {
    const { workloads, network } = this.survey;
    const named = (endpoint: number): NamedEnd => ({ end: { endpoint }, name: network.endpoints[endpoint].id });
    for (const each of wanted) {
      const found = workloads
        .filter((workload) => fits(workload, each))
        .map(({ kind, id, endpoints }) => ({ kind, name: id, ends: endpoints.map(named) }));
      if (found.length > 0) return found;
      const pods = network.endpoints.flatMap(({ namespace, name, id, object: { kind } }, index) =>
        kind === 'Pod' && fits({ kind, namespace, name }, each) ? [{ kind, name: id, ends: [named(index)] }] : [],
      );
      if (pods.length > 0) return pods;
    }
    return [];
  }

  /** The pods behind a Service, each with the port to which the one of the Service leads. */
  private behind(service: KubernetesObject, protocol: number, port: number | undefined): NamedEnd[] {
    const { endpoints } = this.survey.network;
    const id = idOf(service);
    const members = this.survey.network.services.of(id);
    if (members.length === 0) throw new WrongFlow(`Service ${id} leads to no pod among the objects`);
    const { ports = [] } = (service.spec ?? {}) as ServiceSpec;
    const own = ports.filter((each) => protocolNumber(each.protocol ?? 'TCP') === protocol);
    const [chosen, ...others] = port === undefined ? own : own.filter((each) => each.port === port);
    const name = protocolName(protocol);
    if (chosen === undefined || (port === undefined && others.length > 0)) {
      const known = own.map((each) => each.port).join(', ');
      const has = own.length === 0 ? `it has no port of ${name}` : `it has ${known}`;
      throw new WrongFlow(
        port === undefined ? `Service ${id} needs a port: ${has}` : `Service ${id} has no port ${name} ${port}: ${has}`,
      );
    }
    const found = new Map<string, NamedEnd>();
    for (const { endpoint, address, port: open } of members) {
      if (open?.protocol !== protocol || open.name !== (chosen.name ?? '')) continue;
      const { number } = open;
      if (endpoint !== undefined)
        found.set(`${endpoint} ${number}`, { end: { endpoint }, name: endpoints[endpoint].id, port: number });
      else if (address !== undefined)
        found.set(`${address} ${number}`, { end: { address }, name: address, port: number });
    }
    if (found.size === 0)
      throw new WrongFlow(
        this.survey.network.services.hasSlices(id)
          ? `no EndpointSlice of Service ${id} has a port ${name} named '${chosen.name ?? ''}'`
          : `no pod behind Service ${id} has a port named '${chosen.targetPort}'`,
      );
    return [...found.values()];
  }

  private dns(): NamedEnd[] {
    const { survey } = this;
    return survey.workloads
      .filter((workload) => survey.isDns(workload))
      .flatMap(({ endpoints }) => endpoints)
      .map((endpoint) => ({ end: { endpoint }, name: survey.network.endpoints[endpoint].id }));
  }

  /** Workloads first: `shop-db` for `db`, then what is nearly the same. */
  private meaning(text: string): string {
    const { workloads, network } = this.survey;
    const word = text.slice(text.lastIndexOf('/') + 1).toLowerCase();
    const alike = workloads.filter(({ name }) => name.split(/[-.]/).includes(word)).map(({ id }) => `'${id}'`);
    if (alike.length > 0) return `, did you mean ${alike.slice(0, MOST_MEANT).join(' or ')}?`;
    const lists = [
      workloads.map(({ id }) => id),
      workloads.map(({ name }) => name),
      network.cluster.all('Service').map(idOf),
    ];
    return lists.map((known) => didYouMean(text, known)).find((near) => near !== '') ?? '';
  }
}

const MOST_MEANT = 3;

/** As the table calls some: `kube-system/dns (Kubernetes DNS)`, `shop/web (Deployment)`. */
function withoutRemark(text: string): string {
  return text.replace(` (${CLUSTER_DNS})`, '').replace(/^(\S+) \((\w+)\)$/, '$2/$1');
}

interface Wanted {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Kinds by the names that kubectl takes. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['po', 'Pod'],
  ['pod', 'Pod'],
  ['deploy', 'Deployment'],
  ['deployment', 'Deployment'],
  ['sts', 'StatefulSet'],
  ['statefulset', 'StatefulSet'],
  ['ds', 'DaemonSet'],
  ['daemonset', 'DaemonSet'],
  ['rs', 'ReplicaSet'],
  ['replicaset', 'ReplicaSet'],
  ['rc', 'ReplicationController'],
  ['replicationcontroller', 'ReplicationController'],
  ['job', 'Job'],
  ['cj', 'CronJob'],
  ['cronjob', 'CronJob'],
  ['svc', 'Service'],
  ['service', 'Service'],
]);

function kindOf(text: string): string | undefined {
  const word = text.toLowerCase();
  return KINDS.get(word) ?? KINDS.get(word.replace(/s$/, ''));
}

function fits(
  own: { readonly kind: string; readonly namespace: string; readonly name: string },
  wanted: Wanted,
): boolean {
  if (wanted.kind !== undefined && own.kind !== wanted.kind) return false;
  if (wanted.namespace !== undefined && own.namespace !== wanted.namespace) return false;
  return own.name === wanted.name;
}

function isWanted(service: KubernetesObject, wanted: readonly Wanted[]): boolean {
  const own = {
    kind: groupKindOf(service),
    namespace: namespaceOf(service) || DEFAULT_NAMESPACE,
    name: service.metadata?.name ?? '',
  };
  return wanted.some((each) => fits(own, each));
}

/** What is no address stands for none: `None`. */
function clusterIpsOf({ spec }: KubernetesObject): bigint[] {
  const { clusterIP, clusterIPs = [] } = (spec ?? {}) as ServiceSpec;
  return [clusterIP, ...clusterIPs].flatMap((ip) => addressNumber(ip ?? '') ?? []);
}

function idOf(object: KubernetesObject): string {
  return `${namespaceOf(object) || DEFAULT_NAMESPACE}/${object.metadata?.name ?? ''}`;
}
