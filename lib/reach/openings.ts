import type { Direction } from '../calico/policy';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { Bits } from '../policy/bits';
import { eachBit, isNone, without } from '../policy/bits';
import { ALL_POLICIES } from '../policy/converted-policy';
import { kindsOf, planeOf } from '../policy/matrix';
import type { Policy, Rule } from '../policy/policy';
import { PolicyNetwork } from '../policy/policy-network';
import { type Located, type Planes, Reach, type WindowsEnforcement } from '../policy/reach';
import { maybeGoverned } from '../policy/subject';
import { causeOf } from './opening-cause';
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
  readonly unexplained: ReadonlyMap<Policy, Opening>;
  /** Rules with Pass at which Felix fails, and why. */
  readonly failures: ReadonlyMap<Rule, string>;
}

interface Party {
  readonly name: string;
  readonly located: Located;
  readonly plane: Planes['from'];
}

const DIRECTIONS = ['ingress', 'egress'] as const;

/** What the policies of a cluster leave open on its Windows nodes alone, as far as that is certain. */
export function openingsOf(cluster: Cluster, windows: WindowsEnforcement): Openings {
  const of = new Map<Rule | Policy, Opening>();
  const unexplained = new Map<Policy, Opening>();
  const failures = new Map<Rule, string>();
  const reach = new Reach(new PolicyNetwork(cluster), windows);
  const { network } = reach;
  const all = partiesOf(reach);
  const unsure = maybeGoverned(cluster, ALL_POLICIES);
  const governed = all.filter(
    ({ object, located: { classNumber }, plane }) =>
      object !== undefined &&
      plane === 'windows' &&
      !unsure.has(object) &&
      DIRECTIONS.some((direction) => reach.governing(classNumber, direction).length > 0),
  );
  for (const { located } of governed) {
    for (const direction of DIRECTIONS) {
      const { broken, brokenAt } = reach.programAt(located.classNumber, direction, 'windows') ?? {};
      if (broken !== undefined && brokenAt?.rule !== undefined) failures.set(brokenAt.rule, broken);
    }
  }
  const look = (from: Party, to: Party, near: Direction) => {
    const opened = openedBetween(from, to, reach);
    if (opened === undefined) return;
    const told = new Set<Rule | Policy>();
    eachBit(opened, (cell) => {
      const found = causeOf({ from: from.located, to: to.located, planes: planesOf(from, to), cell }, near, reach);
      if (found === undefined || told.has(found.cause)) return;
      told.add(found.cause);
      const target: Map<Rule | Policy, Opening> = found.isExplained ? of : (unexplained as Map<Rule | Policy, Opening>);
      if (target.has(found.cause)) return;
      target.set(found.cause, { flow: `${connectionText(cell, opened, network)} from ${from.name} to ${to.name}` });
    });
  };
  for (const near of governed) {
    for (const far of all) {
      look(near, far, 'egress');
      look(far, near, 'ingress');
    }
  }
  return { of, unexplained, failures };
}

/** Pods first, one of each kind; then addresses outside. */
function partiesOf(reach: Reach): (Party & { readonly object?: KubernetesObject })[] {
  const { network } = reach;
  const pods = kindsOf(reach).flatMap(({ endpoints: [index] }) => {
    const endpoint = network.endpoints[index];
    if (endpoint.isOnHostNetwork) return [];
    const located = reach.located({ endpoint: index });
    return [{ name: endpoint.id, located, plane: planeOf(endpoint, 'actual'), object: endpoint.object }];
  });
  const pieces = new Set(network.podPieces);
  const outside = outsideRangesOf(network)
    .filter(({ networks: [first] }) => !first.includes(':'))
    .map(({ piece, networks: [first], isInternet }) => ({
      name: isInternet ? 'the Internet' : first.replace(/\/32$/, ''),
      located: { classNumber: network.outside, pieces: [piece] },
      plane: 'linux' as const,
      isOfPods: pieces.has(piece),
    }))
    .sort((a, b) => Number(a.isOfPods) - Number(b.isOfPods));
  return [...pods, ...outside];
}

function planesOf(from: Party, to: Party): Planes {
  return { from: from.plane, to: to.plane };
}

/** What surely passes, and surely would not between Linux nodes. */
function openedBetween(from: Party, to: Party, reach: Reach): Bits | undefined {
  const number = reach.passageNumber(from.located, to.located, planesOf(from, to));
  const onLinux = reach.passageNumber(from.located, to.located, { from: 'linux', to: 'linux' });
  if (number === onLinux) return undefined;
  const actual = reach.passageAt(number);
  if (actual.broken !== undefined) return undefined;
  const opened = without(actual.sure, reach.passageAt(onLinux).may);
  return isNone(opened) ? undefined : opened;
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
