import type { Direction } from '../../calico/policy';
import { type Bits, BitsTable, both, either, noBits } from './bits';
import type { Packet } from './connection-space';
import type { Endpoint } from './endpoint';
import { type GoverningTier, linuxProgram } from './linux-program';
import type { Rule } from './policy';
import { isAbout, type PolicyNetwork } from './policy-network';
import type { Decider, Ends, Place, Program } from './program';
import { type RuleMatch, ruleMatch } from './rule-match';
import { type WindowsTiers, windowsProgram } from './windows-program';

export type Dataplane = 'linux' | 'windows';

/** How policies come into force on Windows nodes: as Calico hands them over, or not at all. */
export type WindowsEnforcement = WindowsTiers | 'none';

/** One end of a connection: a pod, or an address that belongs to none. */
export type End = { readonly endpoint: number } | { readonly address: string };

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

/** Who can talk to whom in a cluster. */
export class Reach {
  private readonly matches = new Map<Rule, RuleMatch>();
  private readonly programs = new Map<string, Asked>();
  private readonly ofClass = new Map<string, Asked>();
  private readonly sets = new BitsTable();

  public constructor(
    public readonly network: PolicyNetwork,
    private readonly windows: WindowsEnforcement = 'flattened',
  ) {}

  /** The connections between two ends, each on the dataplane given for it. */
  public passage(from: End, to: End, planes: Planes): Passage {
    const { everything } = this.network.connections;
    const source = this.located(from);
    const destination = this.located(to);
    if (this.isOwnNode(from, to)) return { sure: everything, may: everything };
    const egress = this.asked(source.classNumber, 'egress', planes.from);
    const ingress = this.asked(destination.classNumber, 'ingress', planes.to);
    const broken = egress?.program.broken ?? ingress?.program.broken;
    let sure = everything;
    let may = noBits(this.network.connections.size);
    for (const { near, far } of this.pairs(source, destination, egress, ingress)) {
      const out = egress === undefined ? everything : this.sets.at(egress.allowed({ near, far }));
      const into = ingress === undefined ? everything : this.sets.at(ingress.allowed({ near: far, far: near }));
      const passing = both(out, into);
      sure = both(sure, passing);
      may = either(may, passing);
    }
    return { sure, may, ...(broken === undefined ? {} : { broken }) };
  }

  /** The verdict on one packet, and what decides it at each end. */
  public verdict(from: End, to: End, packet: Packet, planes: Planes): FlowVerdict {
    const cell = this.network.connections.cellOf(packet);
    const source = this.located(from);
    const destination = this.located(to);
    if (this.isOwnNode(from, to)) {
      const side: SideVerdict = { verdict: 'allow', by: { kind: 'own node' } };
      return { verdict: 'allow', egress: { verdict: 'allow', by: FREE }, ingress: side };
    }
    const egressProgram = this.asked(source.classNumber, 'egress', planes.from);
    const ingressProgram = this.asked(destination.classNumber, 'ingress', planes.to);
    const pairs = this.pairs(source, destination, egressProgram, ingressProgram);
    const egress = this.side(source, planes.from, egressProgram, pairs, cell);
    const ingress = this.side(
      destination,
      planes.to,
      ingressProgram,
      pairs.map(({ near, far }) => ({ near: far, far: near })),
      cell,
    );
    return { verdict: joined(egress.verdict, ingress.verdict), egress, ingress };
  }

  private side(
    end: Located,
    plane: Dataplane,
    asked: Asked | undefined,
    pairs: readonly Ends[],
    cell: number,
  ): SideVerdict {
    if (asked === undefined) {
      const isUnenforced = end.classNumber !== this.network.outside && plane === 'windows';
      return { verdict: 'allow', by: isUnenforced ? { kind: 'not enforced' } : FREE };
    }
    const { program } = asked;
    if (program.broken !== undefined) return { verdict: 'broken', by: FREE, broken: program.broken };
    const decisions = pairs.map((ends) => program.deciderOf(ends, cell));
    const [{ isAllowed, by }] = decisions;
    const isSure = decisions.every((decision) => decision.isAllowed === isAllowed);
    return { verdict: isSure ? (isAllowed ? 'allow' : 'deny') : 'depends', by };
  }

  /** Every pair of places that any of the two programs tells apart. */
  private pairs(source: Located, destination: Located, egress?: Asked, ingress?: Asked): Ends[] {
    const keyOfSource = (piece: number) =>
      `${egress?.program.groups.nearPieces.of[piece] ?? 0} ${ingress?.program.groups.farPieces.of[piece] ?? 0}`;
    const keyOfDestination = (piece: number) =>
      `${egress?.program.groups.farPieces.of[piece] ?? 0} ${ingress?.program.groups.nearPieces.of[piece] ?? 0}`;
    const near = distinct(source, keyOfSource);
    const far = distinct(destination, keyOfDestination);
    return near.flatMap((own) => far.map((other) => ({ near: own, far: other })));
  }

  private located(end: End): Located {
    if ('endpoint' in end) {
      const endpoint = this.network.endpoints[end.endpoint];
      return { classNumber: this.network.classes[end.endpoint], pieces: this.network.piecesOf(endpoint) };
    }
    const piece = this.network.addresses.pieceAt(end.address);
    if (piece === undefined) throw new TypeError(`${end.address} is no address`);
    return { classNumber: this.network.outside, pieces: [piece] };
  }

  /** A node always reaches the pods that run on it. */
  private isOwnNode(from: End, to: End): boolean {
    if (!('endpoint' in to)) return false;
    const target = this.network.endpoints[to.endpoint];
    if (target.isOnHostNetwork || target.node === undefined) return false;
    if ('address' in from) return this.network.addressesOfNode(target.node).has(from.address);
    const source: Endpoint = this.network.endpoints[from.endpoint];
    return source.isOnHostNetwork && source.node === target.node;
  }

  /** `undefined` for an end that no policy governs. */
  private asked(classNumber: number, direction: Direction, plane: Dataplane): Asked | undefined {
    if (classNumber === this.network.outside) return undefined;
    if (plane === 'windows' && this.windows === 'none') return undefined;
    const key = `${plane} ${direction} ${classNumber}`;
    let asked = this.ofClass.get(key);
    if (asked === undefined) {
      asked = this.programOf(classNumber, direction, plane);
      this.ofClass.set(key, asked);
    }
    return asked;
  }

  private programOf(classNumber: number, direction: Direction, plane: Dataplane): Asked {
    const tiers = this.network.order.tiers.flatMap((tier): GoverningTier[] => {
      const policies = tier.policies.filter(
        (policy) => policy[direction] !== undefined && isAbout(this.network, policy, classNumber),
      );
      return policies.length > 0 ? [{ tier, policies }] : [];
    });
    const key = `${plane} ${direction} ${tiers.map(({ tier, policies }) => `${tier.name}:${policies.map((policy) => this.numberOf(policy)).join()}`).join(' ')}`;
    let asked = this.programs.get(key);
    if (asked === undefined) {
      const program =
        plane === 'linux' || this.windows === 'none'
          ? linuxProgram(tiers, direction, this.network, (rule) => this.matchOf(rule))
          : windowsProgram(
              this.windows === 'first' ? this.merged(tiers) : tiers,
              direction,
              this.network,
              this.windows,
            );
      asked = new Asked(program, this.sets);
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

  /** Calico before tiers puts the policies of all into one order. */
  private merged(tiers: readonly GoverningTier[]): GoverningTier[] {
    if (tiers.length === 0) return [];
    const policies = tiers.flatMap(({ policies: own }) => own);
    return [
      { tier: tiers[0].tier, policies: [...policies].sort((a, b) => (a.order === b.order ? 0 : a.order - b.order)) },
    ];
  }

  private matchOf(rule: Rule): RuleMatch {
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

interface Located {
  readonly classNumber: number;
  readonly pieces: readonly number[];
}

function distinct({ classNumber, pieces }: Located, keyOf: (piece: number) => string): Place[] {
  if (pieces.length === 1) return [{ classNumber, piece: pieces[0] }];
  return [...new Map(pieces.map((piece) => [keyOf(piece), piece])).values()].map((piece) => ({ classNumber, piece }));
}

function joined(egress: Verdict, ingress: Verdict): Verdict {
  const verdicts = [egress, ingress];
  if (verdicts.includes('broken')) return 'broken';
  if (verdicts.includes('deny')) return 'deny';
  return verdicts.includes('depends') ? 'depends' : 'allow';
}

/** A program that remembers what it has answered. */
class Asked {
  private readonly answers = new Map<number, number>();

  public constructor(
    public readonly program: Program,
    private readonly sets: BitsTable,
  ) {}

  /** The number of the set of connections that it lets through. */
  public allowed(ends: Ends): number {
    const { nearClasses, nearPieces, farClasses, farPieces } = this.program.groups;
    const near = nearClasses.of[ends.near.classNumber] * nearPieces.count + nearPieces.of[ends.near.piece];
    const far = farClasses.of[ends.far.classNumber] * farPieces.count + farPieces.of[ends.far.piece];
    const key = near * farClasses.count * farPieces.count + far;
    let answer = this.answers.get(key);
    if (answer === undefined) {
      answer = this.sets.numberOf(this.program.allowed(ends));
      this.answers.set(key, answer);
    }
    return answer;
  }
}
