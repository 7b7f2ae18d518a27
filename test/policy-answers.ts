import { Cluster } from '../lib/manifests/cluster';
import type { KubernetesObject } from '../lib/manifests/kubernetes-object';
import { protocolNumber } from '../lib/policy/connection-space';
import { PolicyNetwork } from '../lib/policy/policy-network';
import type { Decider } from '../lib/policy/program';
import { type Dataplane, type End, Reach, type SideVerdict, type WindowsEnforcement } from '../lib/policy/reach';
import { type AskedFlow, isIpv6 } from './policy-clusters/flows';

/** What is said of one end: `allow NetworkPolicy shop/web 0`, `deny end of tier default`; nothing where nobody governs. */
export interface Answer {
  readonly egress: string;
  readonly ingress: string;
}

export interface Answers {
  readonly linux: Answer;
  readonly windows: Answer;
}

export function reachOf(cluster: readonly KubernetesObject[], windows: WindowsEnforcement = 'flattened'): Reach {
  return new Reach(new PolicyNetwork(new Cluster(cluster)), windows);
}

/** A pod by its namespace and name, anything else by its address. */
export function endOf({ network }: Reach, text: string): End {
  if (!text.includes('/')) return { address: text };
  const endpoint = network.endpoints.findIndex(({ id }) => id === text);
  if (endpoint < 0) throw new RangeError(`there is no pod ${text}`);
  return { endpoint };
}

/** What is said of connections when all nodes are of one system, then of the other. */
export function answersOf(reach: Reach, flows: readonly AskedFlow[]): Answers[] {
  return flows.map((flow) => ({
    linux: answerOf(reach, flow, 'linux'),
    // nodes of Windows have no IPv6 under Calico
    windows: isIpv6(flow) ? { egress: '', ingress: '' } : answerOf(reach, flow, 'windows'),
  }));
}

function answerOf(reach: Reach, { from, to, protocol, ...packet }: AskedFlow, plane: Dataplane): Answer {
  const number = protocolNumber(protocol);
  if (number === undefined) throw new RangeError(`no protocol is called ${protocol}`);
  const planes = { from: plane, to: plane };
  const { egress, ingress } = reach.verdict(
    endOf(reach, from),
    endOf(reach, to),
    { protocol: number, ...packet },
    planes,
  );
  return { egress: textOf(egress, plane, 'egress'), ingress: textOf(ingress, plane, 'ingress') };
}

function textOf({ verdict, by }: SideVerdict, plane: Dataplane, direction: 'ingress' | 'egress'): string {
  if (by.kind === 'not governed' && verdict !== 'broken') return '';
  // who decides on Windows is not to be seen in its access control lists
  return plane === 'windows' ? verdict : `${verdict} ${deciderText(by, direction)}`;
}

function deciderText({ kind, tier, policy, rule }: Decider, direction: 'ingress' | 'egress'): string {
  if (kind === 'end of tier') return `${kind} ${tier?.name}`;
  if (kind !== 'rule' || policy === undefined || rule === undefined) return kind;
  const { kind: written, metadata } = policy.object;
  const name = [metadata?.namespace, metadata?.name].filter((part) => part !== undefined).join('/');
  return `${written} ${name} ${policy[direction]?.indexOf(rule)}`;
}
