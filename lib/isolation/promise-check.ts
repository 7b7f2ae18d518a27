import type { Direction } from '../calico/policy';
import { type Bits, both, hasBit, isNone, without } from '../policy/bits';
import type { Dataplane, Planes } from '../policy/reach';
import type { Survey } from '../reach/survey';
import type { IsolationPromise } from './promise';
import { outsideOf, type PromiseParty, podsOfApp } from './promise-parties';
import { PromisedPassages, type PromiseRules, promiseOn } from './promised-passage';

/** A flow that is not as it is promised. */
export interface Breach {
  readonly from: PromiseParty;
  readonly to: PromiseParty;
  readonly planes: Planes;
  /** Connections pass that nobody permits, or to what is denied; permitted ones do not pass; or Felix fails. */
  readonly kind: 'open' | 'reached' | 'closed' | 'broken';
  readonly connections: Bits;
  /** The ends at which it happens. */
  readonly sides: readonly Direction[];
}

/**
 * Holds what the policies of an app do against what its isolations promise. Only those pairs are looked at between which
 * a permission stands or something passes; what hangs on an address that is not known is not held against anybody.
 */
export class PromiseCheck {
  public readonly breaches: Breach[] = [];
  private readonly passages: PromisedPassages;
  private readonly pods: readonly PromiseParty[];
  private readonly outside: readonly PromiseParty[];
  private readonly placesCount: number;

  public constructor(
    private readonly survey: Survey,
    promises: readonly IsolationPromise[],
    rules: PromiseRules,
    standIns: ReadonlySet<object>,
  ) {
    this.passages = new PromisedPassages(survey, rules);
    this.pods = podsOfApp(survey, promises, standIns);
    this.outside = outsideOf(survey, promises);
    this.placesCount = 1 + Math.max(0, ...this.pods.map(({ places }) => places));
    const pods = this.pods.flatMap((party) => party.planes.map((plane): Far => ({ party, plane })));
    const everybody = crowdOf(pods);
    // what two isolated ends promise each other is looked at where it begins
    const unisolated = crowdOf(
      pods.filter(({ party, plane }) => !party.isStandIn && promiseOn(party, plane) === undefined),
    );
    for (const pod of this.pods) {
      for (const plane of pod.planes) {
        if (promiseOn(pod, plane) === undefined) continue;
        this.look(pod, plane, 'egress', everybody);
        this.look(pod, plane, 'ingress', unisolated);
      }
    }
  }

  private look(near: PromiseParty, plane: Dataplane, direction: Direction, others: Crowd): void {
    if (this.breaches.length >= MOST_BREACHES) return;
    const { members, outside } = this.worthLooking(near, plane, direction, others);
    for (const { party, plane: other } of members) this.compare(near, plane, party, other, direction);
    for (const party of outside) this.compare(near, plane, party, 'linux', direction);
  }

  /** Those with whom a permission stands or something passes: the same for all whose policies and permissions say the same. */
  private worthLooking(near: PromiseParty, plane: Dataplane, direction: Direction, others: Crowd): Others {
    const asked = this.survey.reach.nearKey(near.located, direction, plane);
    const key = `${asked} ${plane} ${direction} ${this.passages.peersKey(near, direction)}`;
    let found = others.known.get(key);
    if (found === undefined) {
      found = this.othersFor(near, plane, direction, others);
      others.known.set(key, found);
    }
    return found;
  }

  private othersFor(near: PromiseParty, plane: Dataplane, direction: Direction, others: Crowd): Others {
    const { reach, network } = this.survey;
    const groups = reach.groupsAt(near.located.classNumber, direction, plane);
    const named = this.passages.namedBy(near, direction);
    const lets = (far: PromiseParty) => !isNone(reach.ofSide(near.located, far.located, direction, plane).sure);
    // all of one group are let through alike
    const { of: groupOf, count } = groups?.farClasses ?? { of: undefined, count: 1 };
    const known = new Int8Array(count * this.placesCount);
    const isWorthLooking = (index: number) => {
      const classNumber = others.classes[index];
      const key = (groupOf === undefined ? 0 : groupOf[classNumber]) * this.placesCount + others.places[index];
      if (known[key] === 0) {
        const { party } = others.members[index];
        known[key] = lets(party) || named.isEverywhere(party.located.pieces) ? OPEN : CLOSED;
      }
      return known[key] === OPEN || hasBit(named.classes, classNumber);
    };
    const ofPieces = new Map<number, boolean>();
    const isOpenOutside = (party: PromiseParty) => {
      const { pieces } = party.located;
      const group = groups === undefined ? -1 : groups.farPieces.of[pieces[0]];
      const isOpen = ofPieces.get(group) ?? lets(party);
      ofPieces.set(group, isOpen);
      return isOpen || named.isEverywhere(pieces);
    };
    return {
      members: others.members.filter((_, index) => isWorthLooking(index)),
      outside: this.outside.filter(
        // Calico for Windows knows no IPv6
        (party) => (plane === 'linux' || network.addresses.isIpv4(party.located.pieces[0])) && isOpenOutside(party),
      ),
    };
  }

  private compare(
    near: PromiseParty,
    nearPlane: Dataplane,
    far: PromiseParty,
    farPlane: Dataplane,
    direction: Direction,
  ): void {
    const [from, to] = direction === 'egress' ? [near, far] : [far, near];
    const planes = direction === 'egress' ? { from: nearPlane, to: farPlane } : { from: farPlane, to: nearPlane };
    const { reach, network } = this.survey;
    const actual = reach.passageAt(reach.passageNumber(from.located, to.located, planes));
    const promised = this.passages.of(from, to, planes);
    if (actual.broken !== undefined) {
      this.breaches.push({ from, to, planes, kind: 'broken', connections: network.connections.everything, sides: [] });
      return;
    }
    const unpermitted = without(actual.sure, promised.may);
    if (!isNone(unpermitted)) {
      const denied = this.passages.deniedTo(from, to.located, planes.from);
      for (const [kind, connections] of [
        ['open', without(unpermitted, denied)],
        ['reached', both(unpermitted, denied)],
      ] as const) {
        if (isNone(connections)) continue;
        this.breaches.push({ from, to, planes, kind, connections, sides: this.opened(from, to, planes, connections) });
      }
    }
    const closed = without(promised.sure, actual.may);
    if (!isNone(closed))
      this.breaches.push({ from, to, planes, kind: 'closed', connections: closed, sides: ['egress', 'ingress'] });
  }

  /** The ends that let through what nobody permits there. */
  private opened(from: PromiseParty, to: PromiseParty, planes: Planes, open: Bits): Direction[] {
    const out = this.passages.ofSide(from, to.located, 'egress', planes.from);
    const into = this.passages.ofSide(to, from.located, 'ingress', planes.to);
    return [
      ...(isNone(without(open, out.may)) ? [] : (['egress'] as const)),
      ...(isNone(without(open, into.may)) ? [] : (['ingress'] as const)),
    ];
  }
}

interface Far {
  readonly party: PromiseParty;
  readonly plane: Dataplane;
}

/** Many at the far end, with their classes and places at hand. */
interface Crowd {
  readonly members: readonly Far[];
  readonly classes: Int32Array;
  readonly places: Int32Array;
  /** Whom of them to look at, by what the near end says. */
  readonly known: Map<string, Others>;
}

interface Others {
  readonly members: readonly Far[];
  readonly outside: readonly PromiseParty[];
}

function crowdOf(members: readonly Far[]): Crowd {
  return {
    members,
    classes: Int32Array.from(members, ({ party }) => party.located.classNumber),
    places: Int32Array.from(members, ({ party }) => party.places),
    known: new Map(),
  };
}

const OPEN = 1;
const CLOSED = 2;
/** Whoever has broken so many promises has broken nearly all of them for one reason. */
export const MOST_BREACHES = 1000;
