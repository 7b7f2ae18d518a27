import type { Direction } from '../calico/policy';
import { AddressFamilies } from './address-families';
import { Asked } from './asked';
import type { Packet } from './connection-space';
import { DistinctPieces } from './distinct-pieces';
import type { Endpoint } from './endpoint';
import { type GoverningTier, governingTiers } from './governing-tiers';
import { linuxProgram } from './linux-program';
import { type Passage, PassageTable } from './passage-table';
import { PlaceNumbers } from './place-numbers';
import type { Rule } from './policy';
import { PolicyForms } from './policy-forms';
import type { PolicyNetwork } from './policy-network';
import type { Decider, Decision, Ends, Groups, Place, Program } from './program';
import { type RuleMatch, ruleMatch } from './rule-match';
import { type WindowsTiers, windowsProgram } from './windows-program';

export type Dataplane = 'linux' | 'windows';

/** How policies come into force on Windows nodes: as Calico hands them over, or not at all. */
export type WindowsEnforcement = WindowsTiers | 'none';

/** One end of a connection: a pod, an address, be it of a pod or not, or whoever is at a place. */
export type End = { readonly endpoint: number } | { readonly address: string } | Located;

export interface SideVerdict {
  readonly verdict: Verdict;
  readonly by: Decider;
  readonly broken?: string;
}

export type Verdict = 'allow' | 'deny' | 'depends' | 'broken';

export interface FlowVerdict {
  readonly verdict: Verdict;
  readonly egress: SideVerdict;
  readonly ingress: SideVerdict;
}

const FREE: Decider = { kind: 'not governed' };
const OWN_NODE: Decision = { isAllowed: true, by: { kind: 'own node' } };

/** Who can talk to whom in a cluster. */
export class Reach {
  private readonly matches = new Map<Rule, RuleMatch>();
  private readonly programs = new Map<string, Program>();
  private readonly byForm: Record<Dataplane, Record<Direction, Map<number, Asked>>> = {
    linux: { ingress: new Map(), egress: new Map() },
    windows: { ingress: new Map(), egress: new Map() },
  };
  private askedCount = 0;
  private readonly forms: PolicyForms;
  private readonly ofClass: Record<Dataplane, Record<Direction, Asked[]>> = {
    linux: { ingress: [], egress: [] },
    windows: { ingress: [], egress: [] },
  };
  public readonly passages: PassageTable;
  private readonly places: PlaceNumbers;
  private readonly families: AddressFamilies;
  private readonly distinct: DistinctPieces;

  public constructor(
    public readonly network: PolicyNetwork,
    public readonly windows: WindowsEnforcement = 'flattened',
  ) {
    this.passages = new PassageTable(network.connections.everything);
    this.places = new PlaceNumbers(network.addresses);
    this.forms = new PolicyForms(network);
    this.families = new AddressFamilies(network.addresses);
    this.distinct = new DistinctPieces(this.families);
  }

  /** The connections between two ends, each on the dataplane given for it. */
  public passage(from: End, to: End, planes: Planes): Passage {
    const passage = this.passageAt(this.passageNumber(this.located(from), this.located(to), planes));
    if (passage.broken !== undefined || !this.isOwnNode(from, to)) return passage;
    return this.passageAt(this.passages.everything);
  }

  /** The passage of that number; equal numbers are equal passages. */
  public passageAt(number: number): Passage {
    return this.passages.at(number);
  }

  /** The number of the passage between two places, for who asks about many; the node of a pod is not looked at. */
  public passageNumber(source: Located, destination: Located, planes: Planes): number {
    const broken =
      this.brokenPassage(source.classNumber, planes.from) ?? this.brokenPassage(destination.classNumber, planes.to);
    if (broken !== undefined) return broken;
    const egress = this.askedAt(source.classNumber, 'egress', planes.from);
    const ingress = this.askedAt(destination.classNumber, 'ingress', planes.to);
    if (egress === undefined)
      return ingress === undefined ? this.passages.everything : ingress.answer(destination, source).passage;
    const out = egress.answer(source, destination);
    if (ingress === undefined) return out.passage;
    const into = ingress.answer(destination, source);
    if ((out.hangsOnNear && into.hangsOnFar) || (out.hangsOnFar && into.hangsOnNear))
      return this.together(source, destination, egress, ingress);
    return this.passages.joined(out.passage, into.passage);
  }

  /** Where what both ends let through hangs on one and the same address, each address is looked at by itself. */
  private together(source: Located, destination: Located, egress: Asked, ingress: Asked): number {
    const [near, far] = this.distinct.of(source.pieces, destination.pieces, egress, ingress);
    const [from, to] = [source.classNumber, destination.classNumber];
    return this.passages.oneOf(
      near.flatMap((at) =>
        far.map((other) =>
          this.passages.common(egress.allowed(from, at, to, other), ingress.allowed(to, other, from, at)),
        ),
      ),
    );
  }

  /** What one end lets through by its own policies, whatever the other one does. */
  public ofSide(near: Located, far: Located, direction: Direction, plane: Dataplane): Passage {
    return this.passageAt(this.sideNumber(near, far, direction, plane));
  }

  /** The number of it. */
  public sideNumber(near: Located, far: Located, direction: Direction, plane: Dataplane): number {
    return this.askedAt(near.classNumber, direction, plane)?.answer(near, far).passage ?? this.passages.everything;
  }

  /** The verdict on one packet, and what decides it at each end. */
  public verdict(from: End, to: End, packet: Packet, planes: Planes): FlowVerdict {
    const cell = this.network.connections.cellOf(packet);
    return this.decided(this.located(from), this.located(to), cell, planes, this.isOwnNode(from, to));
  }

  /** The same between two places. */
  public decided(source: Located, destination: Located, cell: number, planes: Planes, isOwnNode = false): FlowVerdict {
    const egress = this.askedAt(source.classNumber, 'egress', planes.from);
    const ingress = this.askedAt(destination.classNumber, 'ingress', planes.to);
    const pairs = this.pairs(source, destination, egress, ingress);
    const out = this.decisions(source, planes.from, 'egress', pairs, cell);
    const into = isOwnNode
      ? pairs.map(() => OWN_NODE)
      : this.decisions(destination, planes.to, 'ingress', pairs.map(turned), cell);
    const sides = { egress: this.side(source, planes.from, out), ingress: this.side(destination, planes.to, into) };
    const isBroken = sides.egress.verdict === 'broken' || sides.ingress.verdict === 'broken';
    // of one and the same address: what one of two decides about another does not count
    const together = out.map(({ isAllowed }, index) => isAllowed && into[index].isAllowed);
    return { verdict: isBroken ? 'broken' : verdictOf(together), ...sides };
  }

  /** The verdicts of one end alone, cell by cell; the node of a pod is not looked at. */
  public sideVerdicts(
    near: Located,
    far: Located,
    direction: Direction,
    plane: Dataplane,
  ): (cell: number) => SideVerdict {
    const asked = this.askedAt(near.classNumber, direction, plane);
    const pairs =
      direction === 'egress' ? this.pairs(near, far, asked) : this.pairs(far, near, undefined, asked).map(turned);
    return (cell) => this.side(near, plane, this.decisions(near, plane, direction, pairs, cell));
  }

  private decisions(
    end: Located,
    plane: Dataplane,
    direction: Direction,
    pairs: readonly Ends[],
    cell: number,
  ): Decision[] {
    const program = this.programAt(end.classNumber, direction, plane);
    if (program !== undefined) return pairs.map((ends) => program.deciderOf(ends, cell));
    const isUnenforced = end.classNumber !== this.network.outside && plane === 'windows';
    return pairs.map(() => ({ isAllowed: true, by: isUnenforced ? { kind: 'not enforced' } : FREE }));
  }

  private side(end: Located, plane: Dataplane, decisions: readonly Decision[]): SideVerdict {
    const broken = this.brokenBy(end.classNumber, plane);
    if (broken !== undefined) return { verdict: 'broken', by: FREE, broken };
    return { verdict: verdictOf(decisions.map(({ isAllowed }) => isAllowed)), by: decisions[0].by };
  }

  /** Every pair of places that any of the two programs tells apart. */
  private pairs(source: Located, destination: Located, egress?: Asked, ingress?: Asked): Ends[] {
    const [near, far] = this.distinct.of(source.pieces, destination.pieces, egress, ingress);
    const at = ({ classNumber }: Located, piece: number): Place => ({ classNumber, piece });
    return near.flatMap((from) => far.map((to) => ({ near: at(source, from), far: at(destination, to) })));
  }

  /** Two places at which the ends may be. */
  public placesOf(source: Located, destination: Located): Ends {
    const [[from], [to]] = this.families.common(source.pieces, destination.pieces);
    return {
      near: { classNumber: source.classNumber, piece: from },
      far: { classNumber: destination.classNumber, piece: to },
    };
  }

  /** A text that is equal for those whom the policies of the near end do not tell apart, on nodes of either system. */
  public farKey(near: Located, far: Located, direction: Direction): string {
    const on = (plane: Dataplane) => this.askedAt(near.classNumber, direction, plane)?.farKey(far) ?? '';
    return `${on('linux')} ${on('windows')}`;
  }

  public located(end: End): Located {
    if ('pieces' in end) return end;
    if ('endpoint' in end) {
      const endpoint = this.network.endpoints[end.endpoint];
      return { classNumber: this.network.classes[end.endpoint], pieces: this.network.piecesOf(endpoint) };
    }
    const piece = this.network.addresses.pieceAt(end.address);
    if (piece === undefined) throw new TypeError(`${end.address} is no address`);
    const endpoint = this.network.endpointAt(end.address);
    const classNumber = endpoint === undefined ? this.network.outside : this.network.classes[endpoint];
    return { classNumber, pieces: [piece] };
  }

  /** A node always reaches the pods that run on it. */
  private isOwnNode(from: End, to: End): boolean {
    if ('pieces' in from || 'pieces' in to) return false;
    const index = 'endpoint' in to ? to.endpoint : this.network.endpointAt(to.address);
    if (index === undefined) return false;
    const target = this.network.endpoints[index];
    if (target.isOnHostNetwork || target.node === undefined) return false;
    if ('address' in from) return this.network.isOfNode(from.address, target.node);
    const source: Endpoint = this.network.endpoints[from.endpoint];
    return source.isOnHostNetwork && source.node === target.node;
  }

  /** `undefined` for an end that no policy governs. */
  public askedAt(classNumber: number, direction: Direction, plane: Dataplane): Asked | undefined {
    if (this.isFree(classNumber, plane)) return undefined;
    const known = this.ofClass[plane][direction];
    known[classNumber] ??= this.askedFor(this.governing(classNumber, direction), direction, plane);
    return known[classNumber];
  }

  private isFree(classNumber: number, plane: Dataplane): boolean {
    return classNumber === this.network.outside || (plane === 'windows' && this.windows === 'none');
  }

  private askedFor(tiers: readonly GoverningTier[], direction: Direction, plane: Dataplane): Asked {
    const form = this.forms.of(tiers, direction);
    const known = this.byForm[plane][direction];
    let asked = known.get(form);
    if (asked === undefined) {
      const { network, passages, places, families } = this;
      const program = this.programOf(tiers, direction, plane);
      asked = new Asked(program, direction, this.askedCount++, { network, passages, places, families });
      known.set(form, asked);
    }
    return asked;
  }

  /** What an endpoint of a class asks in one direction; `undefined` where no policy governs it. */
  public programAt(classNumber: number, direction: Direction, plane: Dataplane): Program | undefined {
    if (this.isFree(classNumber, plane)) return undefined;
    return this.programOf(this.governing(classNumber, direction), direction, plane);
  }

  /** Whom those of a class tell apart; `undefined` where no policy governs them. */
  public groupsAt(classNumber: number, direction: Direction, plane: Dataplane): Groups | undefined {
    return this.askedAt(classNumber, direction, plane)?.groups;
  }

  /** A text that is equal for those whose policies do the same with whoever is at the far end. */
  public nearKey(near: Located, direction: Direction, plane: Dataplane): string {
    const asked = this.askedAt(near.classNumber, direction, plane);
    return asked === undefined ? '' : `${asked.number} ${asked.nearKey(near)}`;
  }

  /** Felix puts both directions of an endpoint into force at once, or neither. */
  private brokenBy(classNumber: number, plane: Dataplane): string | undefined {
    // Linux nodes can do with all
    if (plane === 'linux') return undefined;
    return this.askedAt(classNumber, 'ingress', plane)?.broken ?? this.askedAt(classNumber, 'egress', plane)?.broken;
  }

  /** The number of the passage of which nobody knows what becomes of it; `undefined` where policies are in force. */
  public brokenPassage(classNumber: number, plane: Dataplane): number | undefined {
    const broken = this.brokenBy(classNumber, plane);
    return broken === undefined ? undefined : this.passages.broken(broken);
  }

  /** The policies that govern the endpoints of a class in one direction, tier by tier. */
  public governing(classNumber: number, direction: Direction): readonly GoverningTier[] {
    if (classNumber === this.network.outside) return [];
    this.governed[direction] ??= governingTiers(this.network, direction);
    return this.governed[direction][classNumber] ?? [];
  }

  private readonly governed: Partial<Record<Direction, readonly GoverningTier[][]>> = {};

  private programOf(tiers: readonly GoverningTier[], direction: Direction, plane: Dataplane): Program {
    const key = `${plane} ${direction} ${tiers.map(({ tier, policies }) => `${tier.name}:${policies.map((policy) => this.numberOf(policy)).join()}`).join(' ')}`;
    let program = this.programs.get(key);
    if (program === undefined) {
      program =
        plane === 'linux' || this.windows === 'none'
          ? linuxProgram(tiers, direction, this.network, (rule) => this.matchOf(rule))
          : windowsProgram(tiers, direction, this.network, this.windows);
      this.programs.set(key, program);
    }
    return program;
  }

  private readonly numbers = new Map<object, number>();

  /** Equal for one and the same object. */
  public numberOf(policy: object): number {
    let number = this.numbers.get(policy);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(policy, number);
    }
    return number;
  }

  /** A rule as Linux nodes match it. */
  public matchOf(rule: Rule): RuleMatch {
    let match = this.matches.get(rule);
    if (match === undefined) {
      match = ruleMatch(rule, this.network);
      this.matches.set(rule, match);
    }
    return match;
  }
}

/** The dataplane of the node at each end. */
export interface Planes {
  readonly from: Dataplane;
  readonly to: Dataplane;
}

/** Where an end is: with more than one piece where its address is not known. */
export interface Located {
  readonly classNumber: number;
  readonly pieces: readonly number[];
}

function turned({ near, far }: Ends): Ends {
  return { near: far, far: near };
}

/** Of what is decided about each address that an end may have. */
function verdictOf(allowed: readonly boolean[]): Verdict {
  if (!allowed.includes(true)) return 'deny';
  return allowed.includes(false) ? 'depends' : 'allow';
}
