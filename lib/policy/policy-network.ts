import type { Selector } from '../calico/selector';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { type AddressSet, grouped } from './address-set';
import { AddressSpace, ALL_IPV6, addressNumber } from './address-space';
import { type Bits, eachBit, hasBit, noBits, setBit } from './bits';
import { ConnectionSpace, PORT_PROTOCOLS, type Range } from './connection-space';
import { type Endpoint, endpointsOf, type NamedPort } from './endpoint';
import { type LabelledNets, labelledNetsOf } from './labelled-nets';
import type { Policy, Ports, Rule, Side } from './policy';
import { SelectorIndex } from './selector-index';
import { type ServiceMember, ServiceMembers } from './service-members';
import { type PolicyOrder, policyOrderOf } from './tiers';

/**
 * Where pods have their addresses when nobody says: the private ranges, and the one that carriers share, which managed
 * clusters use too; of IPv6 anywhere. Sources: RFC 1918, RFC 6598.
 */
const POD_NETWORKS: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/**
 * A cluster as its policies see it. Endpoints that no policy tells apart are one class, addresses one piece, connections
 * one cell; whatever is asked, is asked of these.
 */
export class PolicyNetwork {
  public readonly order: PolicyOrder;
  public readonly endpoints: readonly Endpoint[];
  public readonly connections: ConnectionSpace;
  public readonly addresses: AddressSpace;
  /** The class of each endpoint, by its index. */
  public readonly classes: Int32Array;
  public readonly classCount: number;
  /** The class of whatever is no endpoint that policies govern: other addresses, and pods on the network of their node. */
  public readonly outside: number;
  /** An endpoint of each class. */
  public readonly representatives: readonly (Endpoint | undefined)[];
  /** In which pieces the endpoints of a class have their addresses. */
  public readonly piecesOfClass: readonly Bits[];
  /** Pieces in which pods may have their addresses that are not known yet. */
  public readonly podPieces: readonly number[];
  /** Addresses that are no pod and have ports with names. */
  public readonly hosts: readonly Host[];
  private readonly byAddress = new Map<bigint, number>();
  public readonly services: ServiceMembers;
  private readonly index: SelectorIndex;
  private readonly sets: readonly LabelledNets[];
  private readonly governed: readonly number[];
  /** Selectors that pick the same have one set. */
  private readonly byMembers = new Map<Bits, AddressSet>();
  private readonly byNetworks = new Map<string, AddressSet>();

  /** @param asked Rules of no policy that somebody asks about: what they tell apart is told apart, too. */
  public constructor(
    public readonly cluster: Cluster,
    podNetworks: readonly string[] = POD_NETWORKS,
    asked: readonly Rule[] = [],
  ) {
    this.order = policyOrderOf(cluster);
    this.endpoints = endpointsOf(cluster);
    for (const [index, { addresses, isOnHostNetwork }] of this.endpoints.entries()) {
      for (const address of isOnHostNetwork ? [] : addresses) {
        const number = addressNumber(address);
        if (number !== undefined) this.byAddress.set(number, index);
      }
    }
    this.services = new ServiceMembers(cluster, this.endpoints, (address) => this.endpointAt(address));
    this.sets = labelledNetsOf(cluster);
    this.governed = this.endpoints.flatMap((endpoint, index) => (endpoint.isOnHostNetwork ? [] : [index]));
    this.index = new SelectorIndex([...this.governed.map((index) => this.endpoints[index]), ...this.sets]);

    const rules = [...this.rules(), ...asked];
    const sides: Side[] = [];
    const used = new Set<string>();
    const nets: string[] = [];
    for (const { source, destination } of rules) {
      for (const side of [source, destination]) {
        sides.push(side);
        if (side.service !== undefined) used.add(side.service);
        if (side.nets !== undefined) nets.push(...side.nets);
        if (side.notNets !== undefined) nets.push(...side.notNets);
      }
    }
    const servicesUsed = [...used];
    this.connections = new ConnectionSpace(this.cuts(rules, servicesUsed));
    this.addresses = new AddressSpace([
      ...podNetworks,
      ...nets,
      ...this.sets.flatMap((set) => set.nets),
      ...servicesUsed.flatMap((service) => this.outsiders(service).map(({ address = '' }) => address)),
    ]);
    const ipv6 = podNetworks.some((network) => network.includes(':')) ? [] : [ALL_IPV6];
    this.podPieces = this.addresses.inOrder(this.addresses.piecesOfAll([...podNetworks, ...ipv6]));

    const { classes, count } = this.classify(sides, servicesUsed);
    this.classes = classes;
    this.classCount = count + 1;
    this.outside = count;
    const representatives: (Endpoint | undefined)[] = Array.from({ length: this.classCount });
    const pieces = representatives.map(() => noBits(this.addresses.size));
    this.endpoints.forEach((endpoint, index) => {
      const own = classes[index];
      if (own === this.outside) return;
      representatives[own] ??= endpoint;
      for (const piece of this.piecesOf(endpoint)) setBit(pieces[own], piece);
    });
    this.hosts = this.sets.flatMap(({ nets, namedPorts }, index) =>
      namedPorts.length > 0
        ? [{ member: this.governed.length + index, pieces: this.addresses.piecesOfAll(nets), namedPorts }]
        : [],
    );
    this.representatives = representatives;
    this.piecesOfClass = pieces;
  }

  public *policies(): Iterable<Policy> {
    for (const { policies } of this.order.tiers) yield* policies;
  }

  public rules(): Rule[] {
    const rules: Rule[] = [];
    for (const { ingress, egress } of this.policies()) {
      for (const rule of ingress ?? NO_RULES) rules.push(rule);
      for (const rule of egress ?? NO_RULES) rules.push(rule);
    }
    return rules;
  }

  /**
   * Where an endpoint has its addresses: one piece for each that is known, that which counts first before the other; else
   * all in which they may be.
   */
  public piecesOf({ addresses, isOnHostNetwork }: Pick<Endpoint, 'addresses' | 'isOnHostNetwork'>): readonly number[] {
    if (addresses.length > 0) {
      const pieces = addresses.flatMap((address) => this.addresses.pieceAt(address) ?? []);
      if (pieces.length > 0) return pieces;
    }
    return isOnHostNetwork ? this.addresses.all : this.podPieces;
  }

  /** The endpoint that has an address of its own; those on the network of their node share that of the node. */
  public endpointAt(address: string): number | undefined {
    const number = addressNumber(address);
    return number === undefined ? undefined : this.byAddress.get(number);
  }

  /** The addresses of all that a selector picks. */
  public addressesOf(selector: Selector): AddressSet {
    const members = this.index.pickedBy(selector);
    let set = this.byMembers.get(members);
    if (set === undefined) {
      set = this.addressesAt(members);
      this.byMembers.set(members, set);
    }
    return set;
  }

  private addressesAt(members: Bits): AddressSet {
    const set = this.nowhere();
    eachBit(members, (member) => {
      if (member < this.governed.length) setBit(set.classes, this.classes[this.governed[member]]);
      else add(set.pieces, this.addresses.piecesOfAll(this.sets[member - this.governed.length].nets));
    });
    return set;
  }

  /** Whether a selector picks a host by its own labels; nobody who asks for nothing leaves it out. */
  public picksHost(selector: Selector | undefined, { member }: Host): boolean {
    return selector === undefined || hasBit(this.index.pickedBy(selector), member);
  }

  public addressesIn(networks: readonly string[]): AddressSet {
    const key = networks.join();
    let set = this.byNetworks.get(key);
    if (set === undefined) {
      set = { classes: noBits(this.classCount), pieces: this.addresses.piecesOfAll(networks) };
      this.byNetworks.set(key, set);
    }
    return set;
  }

  /** The addresses behind a Service, by protocol and port. */
  public membersOf(service: string): ReadonlyMap<string, { readonly member: ServiceMember; readonly set: AddressSet }> {
    const byPort = new Map<string, { readonly member: ServiceMember; readonly set: AddressSet }>();
    for (const member of this.services.of(service)) {
      const key = portKey(member);
      const entry = byPort.get(key) ?? { member, set: this.nowhere() };
      byPort.set(key, entry);
      const classNumber = member.endpoint === undefined ? this.outside : this.classes[member.endpoint];
      if (classNumber !== this.outside) setBit(entry.set.classes, classNumber);
      else if (member.address !== undefined) add(entry.set.pieces, this.addresses.piecesOf(member.address));
    }
    return byPort;
  }

  /** Whether an address is one of a node, as far as the objects show them. */
  public isOfNode(address: string, node: string): boolean {
    this.nodeAddresses ??= nodeAddressesOf(this.cluster);
    const number = addressNumber(address);
    return number !== undefined && this.nodeAddresses.get(node)?.has(number) === true;
  }

  private nodeAddresses: ReadonlyMap<string, ReadonlySet<bigint>> | undefined;

  private nowhere(): AddressSet {
    return { classes: noBits(this.classCount), pieces: noBits(this.addresses.size) };
  }

  private outsiders(service: string): ServiceMember[] {
    return this.services
      .of(service)
      .filter(({ endpoint }) => endpoint === undefined || this.endpoints[endpoint].isOnHostNetwork);
  }

  /** Endpoints are one class when no selector, name of a port or Service that a rule uses tells them apart. */
  private classify(sides: readonly Side[], services: readonly string[]): { classes: Int32Array; count: number } {
    const picked = new Set<Bits>();
    const names = new Set<string>();
    for (const { subject } of this.policies()) picked.add(this.index.pickedBy(subject));
    for (const { selector, notSelector, ports, notPorts } of sides) {
      if (selector !== undefined) picked.add(this.index.pickedBy(selector));
      if (notSelector !== undefined) picked.add(this.index.pickedBy(notSelector));
      for (const name of ports?.names ?? NOTHING) names.add(name);
      for (const name of notPorts?.names ?? NOTHING) names.add(name);
    }
    const size = this.governed.length + this.sets.length;
    const marks = new Map<string, Bits>();
    const mark = (key: string, member: number) => {
      const bits = marks.get(key) ?? noBits(size);
      marks.set(key, bits);
      setBit(bits, member);
    };
    this.governed.forEach((endpoint, member) => {
      const { system = '', namedPorts } = this.endpoints[endpoint];
      mark(`system ${system}`, member);
      if (names.size === 0) return;
      for (const { name, protocol, port } of namedPorts)
        if (names.has(name)) mark(`${name} ${protocol} ${port}`, member);
    });
    const memberOf = new Map(services.length > 0 ? this.governed.map((endpoint, member) => [endpoint, member]) : []);
    for (const service of services) {
      for (const behind of this.services.of(service)) {
        const member = behind.endpoint === undefined ? undefined : memberOf.get(behind.endpoint);
        if (member !== undefined) mark(`${service} ${portKey(behind)}`, member);
      }
    }
    const { of: groups } = grouped(size, [...picked, ...marks.values()]);
    const numbers = new Map<number, number>();
    const classes = new Int32Array(this.endpoints.length).fill(-1);
    this.governed.forEach((endpoint, member) => {
      const number = numbers.get(groups[member]) ?? numbers.size;
      numbers.set(groups[member], number);
      classes[endpoint] = number;
    });
    return { classes: classes.map((number) => (number < 0 ? numbers.size : number)), count: numbers.size };
  }

  private cuts(rules: readonly Rule[], services: readonly string[]) {
    const protocols = new Set<number>();
    const icmpTypes = new Set<number>();
    const icmpCodes = new Set<number>();
    const ports = new Map<number, Range[]>(PORT_PROTOCOLS.map((protocol) => [protocol, []]));
    const sourcePorts = new Map<number, Range[]>(PORT_PROTOCOLS.map((protocol) => [protocol, []]));
    const names = new Set<string>();
    const sourceNames = new Set<string>();
    const addIcmp = ({ type, code }: NonNullable<Rule['icmp']>) => {
      if (type !== undefined) icmpTypes.add(type);
      if (code !== undefined) icmpCodes.add(code);
    };
    const addPorts = (said: Ports, own: Range[] | undefined, ownNames: Set<string>) => {
      for (const range of said.ranges) {
        const last = own?.[own.length - 1];
        // most rules are about the ports of the one before
        if (last?.[0] !== range[0] || last[1] !== range[1]) own?.push(range);
      }
      for (const name of said.names) ownNames.add(name);
    };
    for (const { protocol = 6, notProtocol, icmp, notIcmp, source, destination } of rules) {
      protocols.add(protocol);
      if (notProtocol !== undefined) protocols.add(notProtocol);
      if (icmp !== undefined) addIcmp(icmp);
      if (notIcmp !== undefined) addIcmp(notIcmp);
      if (destination.ports !== undefined) addPorts(destination.ports, ports.get(protocol), names);
      if (destination.notPorts !== undefined) addPorts(destination.notPorts, ports.get(protocol), names);
      if (source.ports !== undefined) addPorts(source.ports, sourcePorts.get(protocol), sourceNames);
      if (source.notPorts !== undefined) addPorts(source.notPorts, sourcePorts.get(protocol), sourceNames);
    }
    const isNamed = names.size > 0 || sourceNames.size > 0;
    for (const { namedPorts } of isNamed
      ? [...this.governed.map((index) => this.endpoints[index]), ...this.sets]
      : []) {
      for (const { name, protocol, port } of namedPorts) {
        if (names.has(name)) ports.get(protocol)?.push([port, port]);
        if (sourceNames.has(name)) sourcePorts.get(protocol)?.push([port, port]);
      }
    }
    for (const service of services)
      for (const { port } of this.services.of(service))
        if (port !== undefined) ports.get(port.protocol)?.push([port.number, port.number]);
    return { protocols, ports, sourcePorts, icmpTypes, icmpCodes };
  }
}

const NOTHING: readonly string[] = [];
const NO_RULES: readonly Rule[] = [];

function portKey({ port }: ServiceMember): string {
  return port === undefined ? '' : `${port.protocol} ${port.number}`;
}

/** Something other than a pod whose ports have names. */
export interface Host {
  readonly member: number;
  readonly pieces: Bits;
  readonly namedPorts: readonly NamedPort[];
}

interface NodeObject extends KubernetesObject {
  readonly status?: { readonly addresses?: readonly { readonly address?: string }[] };
}

function nodeAddressesOf(cluster: Cluster): Map<string, Set<bigint>> {
  const found = new Map<string, Set<bigint>>();
  const add = (node: string | undefined, address = '') => {
    const number = addressNumber(address);
    if (node && number !== undefined) found.set(node, (found.get(node) ?? new Set()).add(number));
  };
  for (const { metadata, status } of cluster.all('Node') as readonly NodeObject[])
    for (const { address } of status?.addresses ?? []) add(metadata?.name, address);
  for (const { object, spec } of cluster.podTemplates()) {
    const { hostIP } = (object.status ?? {}) as { readonly hostIP?: string };
    add(spec.nodeName as string | undefined, hostIP);
  }
  return found;
}

function add(bits: Bits, more: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word] |= more[word];
}
