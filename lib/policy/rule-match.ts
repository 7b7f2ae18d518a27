import type { AddressTest } from './address-set';
import { ALL_IPV4, ALL_IPV6 } from './address-space';
import { type Bits, both, either, hasBit, noBits, without } from './bits';
import { ICMP, ICMPV6, PORT_PROTOCOLS, type Range } from './connection-space';
import { numbersOf } from './endpoint';
import type { Ports, Rule, Side } from './policy';
import type { PolicyNetwork } from './policy-network';

/** A rule, ready to be asked: which addresses it is about, and which connections between them. */
export interface RuleMatch {
  readonly rule: Rule;
  readonly source: readonly AddressTest[];
  readonly destination: readonly AddressTest[];
  /** The connections between endpoints of two classes; all are the same unless `hangsOn` says so. */
  connections(sourceClass: number, destinationClass: number, destinationPiece: number): Bits;
  /** Which ends count beyond their addresses, by the names of their ports or by the ports of a Service. */
  readonly hangsOn: { readonly source: boolean; readonly destination: boolean };
}

/** As Linux nodes match, who leave nothing out. */
export function ruleMatch(rule: Rule, network: PolicyNetwork): RuleMatch {
  const { source, destination } = rule;
  const fixed = fixedConnections(rule, network);
  const service = destination.service === undefined ? undefined : [...network.membersOf(destination.service).values()];
  const named = { source: hasNames(source), destination: hasNames(destination) };
  const byPair = new Map<number, Bits>();
  const byNames = (sourceClass: number, destinationClass: number): Bits => {
    if (!named.source && !named.destination) return fixed;
    const pair = sourceClass * network.classCount + destinationClass;
    let bits = byPair.get(pair);
    if (bits === undefined) {
      bits = both(
        fixed,
        both(portsOf(rule, 'source', sourceClass, network), portsOf(rule, 'destination', destinationClass, network)),
      );
      byPair.set(pair, bits);
    }
    return bits;
  };
  return {
    rule,
    source: addressTests(source, network),
    destination: [...addressTests(destination, network), ...familyTest(rule, network)],
    connections: (sourceClass, destinationClass, piece) => {
      const bits = byNames(sourceClass, destinationClass);
      if (service === undefined) return bits;
      const ofService = service
        .filter(({ set }) => hasBit(set.classes, destinationClass) || hasBit(set.pieces, piece))
        .map(({ member }) => network.connections.toPorts(member.protocol, [[member.port, member.port]]))
        .reduce(either, noBits(network.connections.size));
      return both(bits, ofService);
    },
    hangsOn: { source: named.source, destination: named.destination || service !== undefined },
  };
}

/** Everything in one side that is about its address. */
export function addressTests(side: Side, network: PolicyNetwork): AddressTest[] {
  const { nets, notNets, selector, notSelector, service } = side;
  const tests: AddressTest[] = [];
  if (nets !== undefined) tests.push({ set: network.addressesIn(nets), isNegated: false });
  if (notNets !== undefined) {
    tests.push({ set: network.addressesIn(notNets), isNegated: true });
    // a rule that is about addresses of one family alone says nothing of the other
    const families = [...new Set(notNets.map((net) => (net.includes(':') ? ALL_IPV6 : ALL_IPV4)))];
    tests.push({ set: network.addressesIn(families), isNegated: false });
  }
  if (selector !== undefined) tests.push({ set: network.addressesOf(selector), isNegated: false });
  if (notSelector !== undefined) tests.push({ set: network.addressesOf(notSelector), isNegated: true });
  if (service !== undefined) {
    const sets = [...network.membersOf(service).values()].map(({ set }) => set);
    const empty = network.addressesIn([]);
    tests.push({
      set: sets.reduce(
        (a, b) => ({ classes: either(a.classes, b.classes), pieces: either(a.pieces, b.pieces) }),
        empty,
      ),
      isNegated: false,
    });
  }
  return tests;
}

function familyTest({ ipVersion }: Rule, network: PolicyNetwork): AddressTest[] {
  if (ipVersion === undefined) return [];
  return [{ set: network.addressesIn([ipVersion === 4 ? ALL_IPV4 : ALL_IPV6]), isNegated: false }];
}

/** What the rule says of connections without looking at the names of ports. */
function fixedConnections(rule: Rule, { connections }: PolicyNetwork): Bits {
  const { protocol, notProtocol, icmp, notIcmp, source, destination } = rule;
  let bits = protocol === undefined ? connections.everything : connections.ofProtocol(protocol);
  if (notProtocol !== undefined) bits = without(bits, connections.ofProtocol(notProtocol));
  if (icmp !== undefined) bits = both(bits, icmpOf(icmp));
  if (notIcmp !== undefined) bits = without(bits, icmpOf(notIcmp));
  const protocols = protocol === undefined ? PORT_PROTOCOLS : [protocol];
  const to = (ranges: readonly Range[]) =>
    protocols.map((number) => connections.toPorts(number, ranges)).reduce(either);
  const from = (ranges: readonly Range[]) =>
    protocols.map((number) => connections.fromPorts(number, ranges)).reduce(either);
  const restrict = (side: Side, ofRanges: (ranges: readonly Range[]) => Bits) => {
    const { ports, notPorts } = side;
    if (ports !== undefined && ports.names.length === 0) bits = both(bits, ofRanges(ports.ranges));
    if (notPorts !== undefined && notPorts.ranges.length > 0) bits = without(bits, ofRanges(notPorts.ranges));
  };
  restrict(source, from);
  restrict(destination, to);
  return bits;

  function icmpOf({ type, code }: { readonly type?: number; readonly code?: number }): Bits {
    return either(connections.ofIcmp(ICMP, type, code), connections.ofIcmp(ICMPV6, type, code));
  }
}

function hasNames({ ports, notPorts }: Side): boolean {
  return (ports?.names.length ?? 0) > 0 || (notPorts?.names.length ?? 0) > 0;
}

/** The connections whose port on one side fits, where names of ports are looked up on the endpoint. */
function portsOf(rule: Rule, end: 'source' | 'destination', classNumber: number, network: PolicyNetwork): Bits {
  const { connections } = network;
  const { ports, notPorts, selector } = rule[end];
  const { protocol = 6 } = rule;
  const endpoint = network.representatives[classNumber];
  // an endpoint counts by its own labels here, not by an address that a network set has, too
  const isPicked = selector === undefined || hasBit(network.addressesOf(selector).classes, classNumber);
  const at = (ranges: readonly Range[]) =>
    end === 'source' ? connections.fromPorts(protocol, ranges) : connections.toPorts(protocol, ranges);
  const named = ({ names }: Ports): Range[] =>
    endpoint === undefined || !isPicked ? [] : names.flatMap((name) => numbersOf(endpoint, name, protocol));
  let bits = connections.everything;
  if (ports !== undefined && ports.names.length > 0) bits = at([...ports.ranges, ...named(ports)]);
  if (notPorts !== undefined && notPorts.names.length > 0) bits = without(bits, at(named(notPorts)));
  return bits;
}
