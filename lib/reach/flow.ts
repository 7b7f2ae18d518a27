import type { Direction } from '../calico/policy';
import { type Packet, PORT_PROTOCOLS, protocolName, protocolNumber } from '../policy/connection-space';
import { type Nodes, planeOf } from '../policy/kinds';
import type { Dataplane, End, FlowVerdict, SideVerdict, Verdict } from '../policy/reach';
import { didYouMean } from '../report/did-you-mean';
import { type EndFinder, type NamedEnd, WrongFlow } from './asked-end';
import type { Survey } from './survey';

/** A flow as somebody asks about it. */
export interface AskedFlow {
  readonly from: string;
  readonly to: string;
  readonly protocol: string | number;
  readonly port?: number;
  readonly sourcePort?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

/** What a flow can be asked with. */
export const FLOW_FIELDS = ['from', 'to', 'protocol', 'port', 'sourcePort', 'icmpType', 'icmpCode'] as const;

export const ALL_NODES: readonly Nodes[] = ['linux', 'windows', 'actual'];

/** What becomes of a flow at one of its ends or at both, on nodes of each system. */
export interface ComparedFlow<D extends Direction = Direction> {
  readonly from: NamedEnd;
  readonly to: NamedEnd;
  readonly packet: Packet;
  readonly verdicts: Readonly<Record<Dataplane, Readonly<Record<D, SideVerdict>>>>;
}

/** The same, and as the pods really stand. */
export interface FlowCase extends ComparedFlow {
  readonly verdicts: Readonly<Record<Nodes, FlowVerdict>>;
}

/** The answer to one question: a case for every two ends between which it can make a difference. */
export interface FlowAnswer {
  readonly asked: AskedFlow;
  /** At least one. */
  readonly cases: readonly FlowCase[];
}

export function answerOf(asked: AskedFlow, survey: Survey, finder: EndFinder): FlowAnswer {
  const protocol = protocolOf(asked.protocol);
  const hasPorts = (PORT_PROTOCOLS as readonly number[]).includes(protocol);
  for (const field of ['port', 'sourcePort'] as const) {
    const number = asked[field];
    if (number === undefined) continue;
    if (!hasPorts) throw new WrongFlow(`${protocolName(protocol)} has no ports`);
    if (!Number.isInteger(number) || number < 1 || number > 65_535)
      throw new WrongFlow(`${field} is ${number}: a port is a number from 1 to 65535`);
  }
  refuseIcmpFields(asked, protocol);
  const from = finder.find(asked.from, protocol);
  const to = finder.find(asked.to, protocol, asked.port);
  const cases = distinct(from, survey).flatMap((source) =>
    distinct(to, survey).map((destination): FlowCase => {
      refuseOtherFamily(source, destination, survey);
      const port = destination.port ?? asked.port;
      if (hasPorts && port === undefined) throw new WrongFlow(`a port is missing: ${protocolName(protocol)} has ports`);
      const { sourcePort, icmpType, icmpCode } = asked;
      const packet: Packet = { protocol, port, sourcePort, icmpType, icmpCode };
      return flowCase(source, destination, packet, survey);
    }),
  );
  return { asked, cases };
}

const ICMP_PROTOCOLS = ['ICMP', 'ICMPv6'];

function refuseIcmpFields({ icmpType, icmpCode }: AskedFlow, protocol: number): void {
  for (const [field, number] of Object.entries({ icmpType, icmpCode })) {
    if (number === undefined) continue;
    const name = protocolName(protocol);
    if (!ICMP_PROTOCOLS.includes(name)) throw new WrongFlow(`${name} has no ${field}`);
    if (!Number.isInteger(number) || number < 0 || number > 255)
      throw new WrongFlow(`${field} is ${number}: it is a number from 0 to 255`);
  }
  if (icmpCode !== undefined && icmpType === undefined)
    throw new WrongFlow('icmpType is missing: a code is one of a type');
}

/** Where both ends have addresses that are known, one must be of the family of the other. */
function refuseOtherFamily(source: NamedEnd, destination: NamedEnd, survey: Survey): void {
  const [own, other] = [source, destination].map(({ end }) => familiesOf(end, survey));
  if (own.length === 0 || other.length === 0 || own.some((family) => other.includes(family))) return;
  throw new WrongFlow(
    `${source.name} has IPv${own.join()} and ${destination.name} IPv${other.join()} only: nothing passes`,
  );
}

/** Nothing where no address is known. */
function familiesOf(end: End, { network, reach }: Survey): (4 | 6)[] {
  if ('endpoint' in end && network.endpoints[end.endpoint].addresses.length === 0) return [];
  return [...new Set(reach.located(end).pieces.map((piece) => network.addresses.familyOf(piece)))];
}

export function flowCase(from: NamedEnd, to: NamedEnd, packet: Packet, survey: Survey): FlowCase {
  return { from, to, packet, verdicts: verdictsOf(from.end, to.end, packet, survey) };
}

const PROTOCOLS: readonly string[] = ['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6', 'UDPLite'];

export function protocolOf(text: string | number): number {
  const number = protocolNumber(text);
  if (number === undefined || number < 0 || number > 255)
    throw new WrongFlow(
      `'${text}' is no protocol, which is ${PROTOCOLS.join(', ')} or a number from 0 to 255${didYouMean(`${text}`, PROTOCOLS)}`,
    );
  return number;
}

function verdictsOf(from: End, to: End, packet: Packet, survey: Survey): Record<Nodes, FlowVerdict> {
  const on = (nodes: Nodes) =>
    survey.reach.verdict(from, to, packet, { from: planeAt(from, survey, nodes), to: planeAt(to, survey, nodes) });
  return { linux: on('linux'), windows: on('windows'), actual: on('actual') };
}

/** The dataplane at an end; addresses outside have none, and count as Linux where pods are taken as they are. */
export function planeAt(end: End, { network }: Survey, nodes: Nodes): Dataplane {
  if ('endpoint' in end) return planeOf(network.endpoints[end.endpoint], nodes);
  return nodes === 'actual' ? 'linux' : nodes;
}

/** One of those that cannot make a difference. */
function distinct(ends: readonly NamedEnd[], { reach, network }: Survey): NamedEnd[] {
  const found = new Map<string, NamedEnd>();
  for (const named of ends) {
    const { end, port } = named;
    const { classNumber, pieces } = reach.located(end);
    const { system = '', node = '' } = 'endpoint' in end ? network.endpoints[end.endpoint] : {};
    const key = `${classNumber} ${pieces.join()} ${system} ${node} ${port}`;
    if (!found.has(key)) found.set(key, named);
  }
  return [...found.values()];
}

/** One verdict for all cases; `depends` where they are not one. */
export function verdictOf({ cases }: FlowAnswer, nodes: Nodes): Verdict {
  return common(cases.map(({ verdicts }) => verdicts[nodes].verdict));
}

/** The same for one side, with what decides there in the first case. */
export function sideOf({ cases }: FlowAnswer, nodes: Nodes, direction: Direction): SideVerdict {
  const sides = cases.map(({ verdicts }) => verdicts[nodes][direction]);
  return { ...sides[0], verdict: common(sides.map(({ verdict }) => verdict)) };
}

function common(verdicts: readonly Verdict[]): Verdict {
  return verdicts.every((verdict) => verdict === verdicts[0]) ? verdicts[0] : 'depends';
}
