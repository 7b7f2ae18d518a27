import { Cluster } from '../../../lib/manifests/cluster';
import { groupOf, type KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { protocolNumber } from '../../../lib/policy/connection-space';
import { PolicyNetwork } from '../../../lib/policy/policy-network';
import type { Decider } from '../../../lib/policy/program';
import {
  type Dataplane,
  type End,
  type FlowVerdict,
  Reach,
  type SideVerdict,
  type WindowsEnforcement,
} from '../../../lib/policy/reach';
import { type AskedFlow, isIpv6 } from '../../policy-clusters/flows';

/** What is said of both ends of a connection, as `inWords` puts it; nothing of an end that nobody governs. */
export interface Answer {
  readonly egress?: string;
  readonly ingress?: string;
}

export interface Answers {
  readonly linux: Answer;
  readonly windows: Answer;
}

/** What decides at one end, in the words of the judge that is Calico. */
export interface Decision {
  readonly verdict: string;
  readonly tier?: string;
  readonly policy?: string;
  readonly rule?: number;
  readonly convertedRule?: number;
}

/** `deny, end of tier default`, `allow, NetworkPolicy shop/web rule 0`. */
export function inWords({ verdict, tier, policy, rule, convertedRule }: Decision): string {
  if (rule !== undefined) return `${verdict}, ${policy} rule ${rule}`;
  if (convertedRule !== undefined) return `${verdict}, ${policy} converted rule ${convertedRule}`;
  if (policy === 'end of tier') return `${verdict}, ${policy} ${tier}`;
  return [verdict, policy].filter(Boolean).join(', ');
}

/** What is said of both ends: `out: allow, no policy; in: deny, end of tier default`. */
export function said({ egress, ingress }: Answer): string {
  return [egress && `out: ${egress}`, ingress && `in: ${ingress}`].filter(Boolean).join('; ');
}

/** `shop/web -> 8.8.8.8 TCP 443`, with the port of the source behind a colon, `ICMP 8/0`, or the number of a protocol. */
export function flowOf(text: string): AskedFlow {
  const [from, , to, written, detail = ''] = text.split(' ');
  const protocol = /^\d+$/.test(written) ? Number(written) : written;
  if (written.startsWith('ICMP')) {
    const [icmpType, icmpCode] = detail.split('/').map(Number);
    return { from, to, protocol, icmpType, icmpCode };
  }
  const [port, sourcePort] = detail.split(':').map(Number);
  return { from, to, protocol, ...(detail ? { port } : {}), ...(sourcePort === undefined ? {} : { sourcePort }) };
}

export interface WorldOptions {
  readonly windows?: WindowsEnforcement;
  readonly podNetworks?: readonly string[];
}

export function reachOf(objects: readonly object[], { windows = 'flattened', podNetworks }: WorldOptions = {}): Reach {
  return new Reach(new PolicyNetwork(new Cluster(objects as readonly KubernetesObject[]), podNetworks), windows);
}

/** A pod by its namespace and name, anything else by its address. */
export function endOf({ network }: Reach, text: string): End {
  if (!text.includes('/')) return { address: text };
  const endpoint = network.endpoints.findIndex(({ id }) => id === text);
  if (endpoint < 0) throw new RangeError(`there is no pod ${text}`);
  return { endpoint };
}

export function verdictOf(
  reach: Reach,
  { from, to, protocol: name, ...packet }: AskedFlow,
  plane: Dataplane,
): FlowVerdict {
  const protocol = protocolNumber(name);
  if (protocol === undefined) throw new RangeError(`no protocol is called ${name}`);
  return reach.verdict(endOf(reach, from), endOf(reach, to), { protocol, ...packet }, { from: plane, to: plane });
}

/** What is said of connections when all nodes are of one system, and when all are of the other. */
export function answersOf(reach: Reach, flows: readonly AskedFlow[]): Answers[] {
  return flows.map((flow) => ({
    linux: answerOf(reach, flow, 'linux'),
    // under Calico there is no IPv6 on Windows
    windows: isIpv6(flow) ? {} : answerOf(reach, flow, 'windows'),
  }));
}

function answerOf(reach: Reach, flow: AskedFlow, plane: Dataplane): Answer {
  const { egress, ingress } = verdictOf(reach, flow, plane);
  const text = (side: SideVerdict, direction: 'ingress' | 'egress') => {
    if (side.by.kind === 'not governed' && side.verdict !== 'broken') return {};
    // of an access control list nobody sees which policy it is from
    const by = plane === 'windows' ? {} : deciderOf(side.by, direction);
    return { [direction]: inWords({ verdict: side.verdict, ...by }) };
  };
  return { ...text(egress, 'egress'), ...text(ingress, 'ingress') };
}

function deciderOf({ kind, tier, policy, rule }: Decider, direction: 'ingress' | 'egress'): Omit<Decision, 'verdict'> {
  if (policy === undefined || rule === undefined) return { tier: tier?.name, policy: kind };
  const { object } = policy;
  const name = [object.metadata?.namespace, object.metadata?.name].filter((part) => part !== undefined).join('/');
  const index = policy[direction]?.indexOf(rule);
  const isConverted = groupOf(object) !== 'projectcalico.org';
  return { policy: `${object.kind} ${name}`, ...(isConverted ? { convertedRule: index } : { rule: index }) };
}
