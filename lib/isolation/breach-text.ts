import type { Direction } from '../calico/policy';
import { type Bits, eachBit } from '../policy/bits';
import { OF_NO_NAME, type Packet } from '../policy/connection-space';
import type { Dataplane, Planes, SideVerdict } from '../policy/reach';
import type { NamedEnd } from '../reach/asked-end';
import { flowCase } from '../reach/flow';
import { connectionsText } from '../reach/passage-text';
import { sideSentence } from '../reach/side-sentence';
import type { Survey } from '../reach/survey';
import { windowsDifference } from '../reach/windows-difference';

/** A flow with what its two ends decide about one of its connections. */
export interface ToldFlow {
  readonly from: NamedEnd;
  readonly to: NamedEnd;
  readonly planes: Planes;
  readonly connections: Bits;
}

/** `shop/web → shop/db, TCP 1433`. */
export function flowText({ from, to, connections }: ToldFlow, { network }: Survey): string {
  const text = connectionsText(connections, network.connections);
  return `${from.name} → ${to.name}, ${text === 'all' ? 'any connection' : text}`;
}

/** What decides at these ends, and on which nodes: clauses without a full stop at the end. */
export function decidersText(flow: ToldFlow, sides: readonly Direction[], survey: Survey): string {
  return sides.map((direction) => deciderText(flow, direction, survey)).join('; ');
}

/** The ends that let no such connection through. */
export function closingSides(flow: ToldFlow, survey: Survey): Direction[] {
  const verdict = verdictOf(flow, survey);
  const both = ['egress', 'ingress'] as const;
  const broken = both.filter((direction) => verdict[direction].verdict === 'broken');
  return broken.length > 0 ? broken : both.filter((direction) => verdict[direction].verdict !== 'allow');
}

function deciderText(flow: ToldFlow, direction: Direction, survey: Survey): string {
  const { from, to, planes } = flow;
  const [near, far, plane] = direction === 'egress' ? [from, to, planes.from] : [to, from, planes.to];
  const side = verdictOf(flow, survey)[direction];
  const way = direction === 'egress' ? 'out of' : 'into';
  const reasons =
    plane === 'windows' ? windowsDifference(flowCase(from, to, packetOf(flow, survey), survey), direction, survey) : [];
  const sentences = [...new Set([sideSentence(side, near, far, direction, survey), ...reasons])];
  return `${way} ${near.name}${'endpoint' in near.end ? ` on ${NODES[plane]} nodes` : ''}: ${sentences.join(' ').replace(/\.$/, '')}`;
}

const NODES: Readonly<Record<Dataplane, string>> = { linux: 'Linux', windows: 'Windows' };

/** What decides at one end. */
export function deciderOf(flow: ToldFlow, direction: Direction, survey: Survey): SideVerdict {
  return verdictOf(flow, survey)[direction];
}

function verdictOf(flow: ToldFlow, survey: Survey) {
  return survey.reach.verdict(flow.from.end, flow.to.end, packetOf(flow, survey), flow.planes);
}

/** One of the connections; where there is one of TCP or UDP, such. */
function packetOf({ connections }: ToldFlow, { network }: Survey): Packet {
  let packet: Packet | undefined;
  eachBit(connections, (cell) => {
    packet ??= network.connections.packetOf(cell);
  });
  return packet ?? OF_NO_NAME;
}
