import { DEFAULT_TIER, type Direction } from '../calico/policy';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { type Bits, eachBit, noBits, without } from '../policy/bits';
import { ALL_POLICIES } from '../policy/converted-policy';
import { kindsOf, planeOf } from '../policy/kinds';
import type { Policy, Rule } from '../policy/policy';
import { PolicyNetwork } from '../policy/policy-network';
import { type Located, type Planes, Reach, type WindowsEnforcement } from '../policy/reach';
import { maybeGoverned } from '../policy/subject';
import { HiddenLabels } from './hidden-labels';
import { causeOf, type OpenedFlow, stagedThatCloses } from './opening-cause';
import { outsideRangesOf } from './outside';

/** Connections that Linux nodes would deny and that stand open, as one of the ends is a Windows pod. */
export interface Opening {
  /** `TCP 443 from shop/web to the Internet` */
  readonly flow: string;
}

/** What Windows nodes open, or fail at, by whom it owes to: a rule, or a policy as a whole. */
export interface Openings {
  readonly of: ReadonlyMap<Rule | Policy, Opening>;
  /** Openings that no kind of rule accounts for, by the policy that closes them on Linux nodes. */
  readonly unexplained: ReadonlyMap<Rule | Policy, Opening>;
  /** Connections that a staged policy closes, which Linux nodes let through. */
  readonly closed: ReadonlyMap<Policy, Opening>;
  /** Rules with Pass at which Felix fails, and why. */
  readonly failures: ReadonlyMap<Rule, string>;
  /** Rules with Pass behind which no tier follows: Windows nodes deny, Linux nodes let through. */
  readonly deadEnds: ReadonlySet<Rule>;
  /** Rules with Pass behind which one does. */
  readonly onward: ReadonlySet<Rule>;
  /** Policies that surely govern Windows pods, in tiers of which somebody shows where they stand. */
  readonly judged: ReadonlySet<Policy>;
}

interface Party {
  readonly name: string;
  /** Of what is no address outside. */
  readonly object?: KubernetesObject;
  /** Whether there may be another one of the kind to talk to. */
  readonly isMany: boolean;
  readonly located: Located;
  readonly plane: Planes['from'];
}

const DIRECTIONS = ['ingress', 'egress'] as const;

/** What the policies of a cluster leave open on its Windows nodes alone, as far as that is certain. */
export function openingsOf(cluster: Cluster, windows: WindowsEnforcement): Openings {
  const found = {
    of: new Map<Rule | Policy, Opening>(),
    unexplained: new Map<Rule | Policy, Opening>(),
    closed: new Map<Policy, Opening>(),
    failures: new Map<Rule, string>(),
    deadEnds: new Set<Rule>(),
    onward: new Set<Rule>(),
    judged: new Set<Policy>(),
  };
  const reach = new Reach(new PolicyNetwork(cluster), windows);
  const all = partiesOf(reach);
  const unsure = maybeGoverned(cluster, ALL_POLICIES);
  const governed = all.filter(({ object, located: { classNumber }, plane }) => {
    if (object === undefined || plane !== 'windows' || unsure.has(object)) return false;
    const tiers = DIRECTIONS.flatMap((direction) => reach.governing(classNumber, direction));
    return tiers.length > 0 && tiers.every(({ tier }) => tier.isShown);
  });
  for (const { located } of governed) {
    for (const direction of DIRECTIONS) {
      const { broken, brokenAt } = reach.programAt(located.classNumber, direction, 'windows') ?? {};
      if (broken !== undefined && brokenAt?.rule !== undefined) found.failures.set(brokenAt.rule, broken);
      const tiers = reach.governing(located.classNumber, direction);
      for (const policy of tiers.flatMap(({ policies }) => policies)) found.judged.add(policy);
      for (const [index, { policies }] of tiers.entries()) {
        const isLast = index === tiers.length - 1;
        // profiles stand behind the last tier where no policy is in the default one
        const isOpen = isLast && !tiers.some(({ tier }) => tier.name === DEFAULT_TIER);
        for (const rule of policies.flatMap((policy) => policy[direction] ?? []))
          if (rule.action === 'Pass') (isLast && !isOpen ? found.deadEnds : found.onward).add(rule);
      }
    }
  }
  const hidden = new HiddenLabels(reach);
  const look = (from: Party, to: Party, near: Direction) => {
    if (hidden.matterBetween(from, to)) return;
    const { opened, closed } = differenceBetween(from, to, reach);
    const flowAt = (cell: number, bits: Bits): OpenedFlow & Opening => ({
      flow: `${connectionText(cell, bits, reach.network)} from ${from.name} to ${to.name}`,
      from: from.located,
      to: to.located,
      planes: planesOf(from, to),
      cell,
    });
    eachBit(opened, (cell) => {
      const flow = flowAt(cell, opened);
      const why = causeOf(flow, near, reach);
      if (why !== undefined) addFirst(why.isExplained ? found.of : found.unexplained, why.cause, flow);
    });
    eachBit(closed, (cell) => {
      const flow = flowAt(cell, closed);
      const staged = stagedThatCloses(flow, near, reach);
      if (staged !== undefined) addFirst(found.closed, staged, flow);
    });
  };
  for (const near of governed) {
    const others = all.filter((party) => party !== near);
    for (const far of near.isMany ? [...others, near] : others) {
      look(near, far, 'egress');
      look(far, near, 'ingress');
    }
  }
  return found;
}

function addFirst<Cause>(found: Map<Cause, Opening>, cause: Cause, { flow }: Opening): void {
  if (!found.has(cause)) found.set(cause, { flow });
}

/** Pods first, one of each kind; then addresses outside. */
function partiesOf(reach: Reach): Party[] {
  const { network } = reach;
  const pods = kindsOf(reach).flatMap(({ endpoints: [index, ...others] }) => {
    const endpoint = network.endpoints[index];
    if (endpoint.isOnHostNetwork) return [];
    const located = reach.located({ endpoint: index });
    const { id: name, object } = endpoint;
    const isMany = others.length > 0 || object.kind !== 'Pod';
    return [{ name, located, plane: planeOf(endpoint, 'actual'), object, isMany }];
  });
  const pieces = new Set(network.podPieces);
  const outside = outsideRangesOf(network)
    .filter(({ networks: [first] }) => !first.includes(':'))
    .map(({ piece, networks: [first], isInternet }) => ({
      name: isInternet ? 'the Internet' : first.replace(/\/32$/, ''),
      located: { classNumber: network.outside, pieces: [piece] },
      plane: 'linux' as const,
      isMany: false,
      isOfPods: pieces.has(piece),
    }))
    .sort((a, b) => Number(a.isOfPods) - Number(b.isOfPods));
  return [...pods, ...outside];
}

function planesOf(from: Party, to: Party): Planes {
  return { from: from.plane, to: to.plane };
}

/** What surely passes and surely would not between Linux nodes, and the other way round. */
function differenceBetween(from: Party, to: Party, reach: Reach): { readonly opened: Bits; readonly closed: Bits } {
  const nothing = noBits(reach.network.connections.size);
  const number = reach.passageNumber(from.located, to.located, planesOf(from, to));
  const other = reach.passageNumber(from.located, to.located, { from: 'linux', to: 'linux' });
  const [actual, onLinux] = [reach.passageAt(number), reach.passageAt(other)];
  if (number === other || actual.broken !== undefined) return { opened: nothing, closed: nothing };
  return { opened: without(actual.sure, onLinux.may), closed: without(onLinux.sure, actual.may) };
}

/** The protocol of a cell with the ports of it that are open, too. */
function connectionText(cell: number, opened: Bits, { connections }: PolicyNetwork): string {
  const protocol = connections.packetOf(cell)?.protocol;
  const parts = connections.partsOf(opened);
  const at = Math.max(
    0,
    parts.findIndex((part) => part.protocol === protocol),
  );
  return connections.textsOf(opened)[at];
}
