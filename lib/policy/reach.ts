import type { Direction } from '../calico/policy';
import { AddressFamilies } from './address-families';
import { Asked } from './asked';
import { type Bits, BitsTable, both, either, noBits } from './bits';
import type { Packet } from './connection-space';
import { DistinctPieces } from './distinct-pieces';
import type { Endpoint } from './endpoint';
import { type GoverningTier, governingTiers } from './governing-tiers';
import { linuxProgram } from './linux-program';
import type { Rule } from './policy';
import type { PolicyNetwork } from './policy-network';
import type { Decider, Decision, Ends, Place, Program } from './program';
import { type RuleMatch, ruleMatch } from './rule-match';
import { type WindowsTiers, windowsProgram } from './windows-program';

export type Dataplane = 'linux' | 'windows';

/** How policies come into force on Windows nodes: as Calico hands them over, or not at all. */
export type WindowsEnforcement = WindowsTiers | 'none';

/** One end of a connection: a pod, an address, be it of a pod or not, or whoever is at a place. */
export type End = { readonly endpoint: number } | { readonly address: string } | Located;

/** Connections between two ends; where an address is not known yet, `may` holds more than `sure`. */
export interface Passage {
  readonly sure: Bits;
  readonly may: Bits;
  /** Why a node cannot put its policies into force; then nothing is known of it. */
  readonly broken?: string;
}

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
  private readonly programs = new Map<string, Asked>();
  private readonly ofClass: Record<Dataplane, Record<Direction, Asked[]>> = {
    linux: { ingress: [], egress: [] },
    windows: { ingress: [], egress: [] },
  };
  private readonly sets = new BitsTable();
  private readonly nothing: number;
  private readonly all: number;
  private readonly passages: Passage[] = [];
  private readonly passageNumbers = new Map<string, number>();
  /** The passages of which everything is known, by the number of their set. */
  private readonly certain: number[] = [];
  private readonly joints = new Map<number, number>();
  private readonly families: AddressFamilies;
  private readonly distinct: DistinctPieces;

  public constructor(
    public readonly network: PolicyNetwork,
    public readonly windows: WindowsEnforcement = 'flattened',
  ) {
    this.nothing = this.sets.numberOf(noBits(network.connections.size));
    this.all = this.sets.numberOf(network.connections.everything);
    this.families = new AddressFamilies(network.addresses);
    this.distinct = new DistinctPieces(this.families);
  }

  /** The connections between two ends, each on the dataplane given for it. */
  public passage(from: End, to: End, planes: Planes): Passage {
    const passage = this.passages[this.passageNumber(this.located(from), this.located(to), planes)];
    if (passage.broken !== undefined || !this.isOwnNode(from, to)) return passage;
    return this.passages[this.numbered(this.all, this.all)];
  }

  /** The passage of that number; equal numbers are equal passages. */
  public passageAt(number: number): Passage {
    return this.passages[number];
  }

  /** The number of the passage between two places, for who asks about many; the node of a pod is not looked at. */
  public passageNumber(source: Located, destination: Located, planes: Planes): number {
    const egress = this.asked(source.classNumber, 'egress', planes.from);
    const ingress = this.asked(destination.classNumber, 'ingress', planes.to);
    const broken = this.brokenBy(source.classNumber, planes.from) ?? this.brokenBy(destination.classNumber, planes.to);
    if (broken !== undefined) return this.numbered(this.nothing, this.all, broken);
    if (source.pieces.length === 1 && destination.pieces.length === 1)
      return this.joined(
        ...this.answers(source, source.pieces[0], destination, destination.pieces[0], egress, ingress),
      );
    const [near, far] = this.distinct.of(source.pieces, destination.pieces, egress, ingress);
    let result: number | undefined;
    for (const from of near) {
      for (const to of far) {
        const number = this.joined(...this.answers(source, from, destination, to, egress, ingress));
        result = result === undefined || result === number ? number : this.uncertain(result, number);
      }
    }
    return result ?? this.numbered(this.all, this.nothing);
  }

  /** One or the other of two passages. */
  private uncertain(first: number, second: number): number {
    const [a, b] = [this.passages[first], this.passages[second]];
    return this.numbered(this.sets.numberOf(both(a.sure, b.sure)), this.sets.numberOf(either(a.may, b.may)));
  }

  private answers(
    { classNumber: from }: { readonly classNumber: number },
    fromPiece: number,
    { classNumber: to }: { readonly classNumber: number },
    toPiece: number,
    egress: Asked | undefined,
    ingress: Asked | undefined,
  ): [out: number, into: number] {
    return [
      egress === undefined ? this.all : egress.allowed(from, fromPiece, to, toPiece),
      ingress === undefined ? this.all : ingress.allowed(to, toPiece, from, fromPiece),
    ];
  }

  /** What both ends let through. */
  private joined(out: number, into: number): number {
    if (out === into || into === this.all) return this.numbered(out, out);
    if (out === this.all) return this.numbered(into, into);
    const key = out * 16_777_216 + into;
    let number = this.joints.get(key);
    if (number === undefined) {
      const passing = this.sets.numberOf(both(this.sets.at(out), this.sets.at(into)));
      number = this.numbered(passing, passing);
      this.joints.set(key, number);
    }
    return number;
  }

  private numbered(sure: number, may: number, broken?: string): number {
    if (broken === undefined && sure === may) {
      const known = this.certain[sure];
      if (known !== undefined) return known;
    }
    const key = `${sure} ${may} ${broken ?? ''}`;
    let number = this.passageNumbers.get(key);
    if (number === undefined) {
      number = this.passages.length;
      this.passages.push({
        sure: this.sets.at(sure),
        may: this.sets.at(may),
        ...(broken === undefined ? {} : { broken }),
      });
      this.passageNumbers.set(key, number);
      if (broken === undefined && sure === may) this.certain[sure] = number;
    }
    return number;
  }

  /** What one end lets through by its own policies, whatever the other one does. */
  public ofSide(near: Located, far: Located, direction: Direction, plane: Dataplane): Passage {
    const asked = this.asked(near.classNumber, direction, plane);
    if (asked === undefined) return this.passages[this.numbered(this.all, this.all)];
    const [own, others] = this.families.common(near.pieces, far.pieces);
    let result: number | undefined;
    for (const at of asked.distinct(own, 'nearPieces')) {
      for (const other of asked.distinct(others, 'farPieces')) {
        const set = asked.allowed(near.classNumber, at, far.classNumber, other);
        const number = this.numbered(set, set);
        result = result === undefined || result === number ? number : this.uncertain(result, number);
      }
    }
    return this.passages[result ?? this.numbered(this.all, this.all)];
  }

  /** The verdict on one packet, and what decides it at each end. */
  public verdict(from: End, to: End, packet: Packet, planes: Planes): FlowVerdict {
    const cell = this.network.connections.cellOf(packet);
    return this.decided(this.located(from), this.located(to), cell, planes, this.isOwnNode(from, to));
  }

  /** The same between two places. */
  public decided(source: Located, destination: Located, cell: number, planes: Planes, isOwnNode = false): FlowVerdict {
    const egressProgram = this.asked(source.classNumber, 'egress', planes.from);
    const ingressProgram = this.asked(destination.classNumber, 'ingress', planes.to);
    const pairs = this.pairs(source, destination, egressProgram, ingressProgram);
    const out = this.decisions(source, planes.from, egressProgram, pairs, cell);
    const into = isOwnNode
      ? pairs.map(() => OWN_NODE)
      : this.decisions(destination, planes.to, ingressProgram, pairs.map(turned), cell);
    const egress = this.side(source, planes.from, out);
    const ingress = this.side(destination, planes.to, into);
    const isBroken = egress.verdict === 'broken' || ingress.verdict === 'broken';
    // of one and the same address: what one of two decides about another does not count
    const together = out.map(({ isAllowed }, index) => isAllowed && into[index].isAllowed);
    return { verdict: isBroken ? 'broken' : verdictOf(together), egress, ingress };
  }

  /** The verdicts of one end alone, cell by cell; the node of a pod is not looked at. */
  public sideVerdicts(
    near: Located,
    far: Located,
    direction: Direction,
    plane: Dataplane,
  ): (cell: number) => SideVerdict {
    const asked = this.asked(near.classNumber, direction, plane);
    const pairs =
      direction === 'egress' ? this.pairs(near, far, asked) : this.pairs(far, near, undefined, asked).map(turned);
    return (cell) => this.side(near, plane, this.decisions(near, plane, asked, pairs, cell));
  }

  private decisions(
    end: Located,
    plane: Dataplane,
    asked: Asked | undefined,
    pairs: readonly Ends[],
    cell: number,
  ): Decision[] {
    if (asked !== undefined) return pairs.map((ends) => asked.program.deciderOf(ends, cell));
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
    const on = (plane: Dataplane) => {
      const groups = this.asked(near.classNumber, direction, plane)?.program.groups;
      if (groups === undefined) return '';
      const [piece] = far.pieces;
      const where =
        far.pieces.length === 1
          ? `${groups.farPieces.of[piece]}/${this.network.addresses.familyOf(piece)}`
          : `in ${this.numberOf(far.pieces)}`;
      return `${groups.farClasses.of[far.classNumber]} ${where}`;
    };
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
  private asked(classNumber: number, direction: Direction, plane: Dataplane): Asked | undefined {
    if (classNumber === this.network.outside) return undefined;
    if (plane === 'windows' && this.windows === 'none') return undefined;
    const known = this.ofClass[plane][direction];
    known[classNumber] ??= this.programOf(classNumber, direction, plane);
    return known[classNumber];
  }

  /** What an endpoint of a class asks in one direction; `undefined` where no policy governs it. */
  public programAt(classNumber: number, direction: Direction, plane: Dataplane): Program | undefined {
    return this.asked(classNumber, direction, plane)?.program;
  }

  /** Felix puts both directions of an endpoint into force at once, or neither. */
  private brokenBy(classNumber: number, plane: Dataplane): string | undefined {
    const known = this.broken[plane];
    if (!(classNumber in known)) {
      const broken = (direction: Direction) => this.programAt(classNumber, direction, plane)?.broken;
      known[classNumber] = broken('ingress') ?? broken('egress');
    }
    return known[classNumber];
  }

  private readonly broken: Record<Dataplane, (string | undefined)[]> = { linux: [], windows: [] };

  /** The policies that govern the endpoints of a class in one direction, tier by tier. */
  public governing(classNumber: number, direction: Direction): readonly GoverningTier[] {
    if (classNumber === this.network.outside) return [];
    this.governed[direction] ??= governingTiers(this.network, direction);
    return this.governed[direction][classNumber] ?? [];
  }

  private readonly governed: Partial<Record<Direction, readonly GoverningTier[][]>> = {};

  private programOf(classNumber: number, direction: Direction, plane: Dataplane): Asked {
    const tiers = this.governing(classNumber, direction);
    const key = `${plane} ${direction} ${tiers.map(({ tier, policies }) => `${tier.name}:${policies.map((policy) => this.numberOf(policy)).join()}`).join(' ')}`;
    let asked = this.programs.get(key);
    if (asked === undefined) {
      const program =
        plane === 'linux' || this.windows === 'none'
          ? linuxProgram(tiers, direction, this.network, (rule) => this.matchOf(rule))
          : windowsProgram(tiers, direction, this.network, this.windows);
      asked = new Asked(program, this.sets, this.programs.size);
      this.programs.set(key, asked);
    }
    return asked;
  }

  private readonly numbers = new Map<object, number>();

  private numberOf(policy: object): number {
    const number = this.numbers.get(policy) ?? this.numbers.size;
    this.numbers.set(policy, number);
    return number;
  }

  /** A rule as Linux nodes match it. */
  public matchOf(rule: Rule): RuleMatch {
    const match = this.matches.get(rule) ?? ruleMatch(rule, this.network);
    this.matches.set(rule, match);
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
