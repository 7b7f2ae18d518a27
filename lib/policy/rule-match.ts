import type { Selector } from '../calico/selector';
import { remembered } from '../manifests/remembered';
import type { AddressTest } from './address-set';
import { ALL_IPV4, ALL_IPV6 } from './address-space';
import { type Bits, both, either, hasBit, noBits, without } from './bits';
import { ICMP, ICMPV6, PORT_PROTOCOLS, type Range } from './connection-space';
import { numbersOf } from './endpoint';
import type { Ports, Rule, Side } from './policy';
import type { PolicyNetwork } from './policy-network';
import type { Place } from './program';

/** A rule, ready to be asked: which addresses it is about, and which connections between them. */
export interface RuleMatch {
  readonly rule: Rule;
  readonly source: readonly AddressTest[];
  readonly destination: readonly AddressTest[];
  /** The connections between two places; all are the same unless `hangsOn` says so. */
  connections(source: Place, destination: Place): Bits;
  /** Which ends count beyond their addresses, by the names of their ports or by the ports of a Service. */
  readonly hangsOn: { readonly source: boolean; readonly destination: boolean };
}

/** As Linux nodes match, who leave nothing out. */
export function ruleMatch(rule: Rule, network: PolicyNetwork): RuleMatch {
  const { source, destination } = rule;
  const fixed = fixedConnections(rule, network);
  const service = destination.service === undefined ? undefined : [...network.membersOf(destination.service).values()];
  const named = { source: hasNames(source), destination: hasNames(destination) };
  let byPair: Map<string, Bits> | undefined;
  const byNames = (from: Place, to: Place): Bits => {
    if (!named.source && !named.destination) return fixed;
    byPair ??= new Map();
    const pair = `${keyOf(from)} ${keyOf(to)}`;
    let bits = byPair.get(pair);
    if (bits === undefined) {
      bits = both(fixed, both(portsOf(rule, 'source', from, network), portsOf(rule, 'destination', to, network)));
      byPair.set(pair, bits);
    }
    return bits;
  };
  // the pieces of an endpoint do not count, as its ports go with it
  const keyOf = ({ classNumber, piece }: Place) =>
    network.hosts.length === 0 || classNumber !== network.outside ? String(classNumber) : `:${piece}`;
  return {
    rule,
    source: addressTests(source, network),
    destination: [...addressTests(destination, network), ...familyTest(rule, network)],
    connections: (from, to) => {
      const bits = byNames(from, to);
      if (service === undefined) return bits;
      const ofService = service
        .filter(({ set }) => hasBit(set.classes, to.classNumber) || hasBit(set.pieces, to.piece))
        .flatMap(({ member: { port } }) =>
          port === undefined ? [] : [network.connections.toPorts(port.protocol, [[port.number, port.number]])],
        )
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
function fixedConnections(rule: Rule, network: PolicyNetwork): Bits {
  const { protocol, notProtocol, icmp, notIcmp, source, destination } = rule;
  const ports = [source.ports, source.notPorts, destination.ports, destination.notPorts];
  const ofIcmp = icmp === undefined && notIcmp === undefined ? '' : JSON.stringify([icmp, notIcmp]);
  // what names say of ports is looked up elsewhere, and counts here by being there
  const key = `${protocol} ${notProtocol} ${ofIcmp} ${ports.map(textOf).join(' ')}`;
  const known = fixedIn(network);
  let bits = known.get(key);
  if (bits === undefined) {
    bits = foundConnections(rule, network);
    known.set(key, bits);
  }
  return bits;
}

function textOf(ports: Ports | undefined): string {
  return ports === undefined ? '' : `${ports.ranges.join(';')}/${ports.names.length}`;
}

/** Many rules are about the same connections. */
const fixedIn = remembered((_: PolicyNetwork) => new Map<string, Bits>());

function foundConnections(rule: Rule, { connections }: PolicyNetwork): Bits {
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
function portsOf(rule: Rule, end: 'source' | 'destination', place: Place, network: PolicyNetwork): Bits {
  const { connections } = network;
  const { ports, notPorts, selector } = rule[end];
  const holders = holdersAt(place, selector, network);
  const protocols = rule.protocol === undefined ? PORT_PROTOCOLS : [rule.protocol];
  const at = ({ ranges, names }: Ports) =>
    protocols
      .map((protocol) => {
        const named = holders.flatMap((holder) => names.flatMap((name) => numbersOf(holder, name, protocol)));
        return end === 'source'
          ? connections.fromPorts(protocol, [...ranges, ...named])
          : connections.toPorts(protocol, [...ranges, ...named]);
      })
      .reduce(either);
  let bits = connections.everything;
  if (ports !== undefined && ports.names.length > 0) bits = at(ports);
  if (notPorts !== undefined && notPorts.names.length > 0) bits = without(bits, at({ ...notPorts, ranges: [] }));
  return bits;
}

/** Who is there and may have ports with names; it counts by its own labels, not by an address that a set has, too. */
function holdersAt({ classNumber, piece }: Place, selector: Selector | undefined, network: PolicyNetwork) {
  const endpoint = network.representatives[classNumber];
  if (endpoint !== undefined)
    return selector === undefined || hasBit(network.addressesOf(selector).classes, classNumber) ? [endpoint] : [];
  return network.hosts.filter((host) => hasBit(host.pieces, piece) && network.picksHost(selector, host));
}
