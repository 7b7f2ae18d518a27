import type { Direction } from '../calico/policy';
import type { AddressFamilies } from './address-families';
import type { PassageTable } from './passage-table';
import type { PlaceNumbers } from './place-numbers';
import type { PolicyNetwork } from './policy-network';
import type { Groups, Program } from './program';
import type { Located } from './reach';
import { groupsOf } from './steps';

/** What is in common to all who ask. */
export interface Memory {
  readonly network: PolicyNetwork;
  readonly passages: PassageTable;
  readonly places: PlaceNumbers;
  readonly families: AddressFamilies;
}

/** What a program lets through, and on which of the addresses that the ends may have it hangs. */
export interface Answer {
  /** The number of the passage. */
  readonly passage: number;
  readonly hangsOnNear: boolean;
  readonly hangsOnFar: boolean;
}

/** More than anybody has. */
const MOST_PLACES = 1_048_576;

/** A program that remembers what it has answered; those whose policies have the same form ask one together. */
export class Asked {
  private readonly sets = new Map<number, number>();
  private readonly answers = new Map<number, Map<number, Answer>>();
  private readonly pieces = {
    nearPieces: new WeakMap<readonly number[], readonly number[]>(),
    farPieces: new WeakMap<readonly number[], readonly number[]>(),
  };
  private grouping: Groups | undefined;

  public constructor(
    private readonly program: Program,
    private readonly direction: Direction,
    public readonly number: number,
    private readonly memory: Memory,
  ) {}

  /** Why a node cannot put it into force at all. */
  public get broken(): string | undefined {
    return this.program.broken;
  }

  /** Numbers that are equal for those that it does not tell apart. */
  public get groups(): Groups {
    this.grouping ??= groupsOf(this.program.steps, this.memory.network);
    return this.grouping;
  }

  public answer(near: Located, far: Located): Answer {
    const nearKey = this.nearKey(near);
    let answers = this.answers.get(nearKey);
    if (answers === undefined) {
      answers = new Map();
      this.answers.set(nearKey, answers);
    }
    const farKey = this.farKey(far);
    let answer = answers.get(farKey);
    if (answer === undefined) {
      answer = this.found(near, far);
      answers.set(farKey, answer);
    }
    return answer;
  }

  /** Equal for those at the near end that it does not tell apart. */
  public nearKey({ classNumber, pieces }: Located): number {
    const { nearClasses, nearPieces } = this.groups;
    return nearClasses.of[classNumber] * MOST_PLACES + this.placeKey(pieces, nearPieces.of, nearPieces.count);
  }

  /** Equal for those at the far end that it does not tell apart. */
  public farKey({ classNumber, pieces }: Located): number {
    const { farClasses, farPieces } = this.groups;
    return farClasses.of[classNumber] * MOST_PLACES + this.placeKey(pieces, farPieces.of, farPieces.count);
  }

  /** What one end speaks hangs on the family of the address of the other. */
  private placeKey(pieces: readonly number[], groupOf: Int32Array, count: number): number {
    const { places, network } = this.memory;
    const place = places.of(pieces);
    if (pieces.length !== 1) return 2 * count + place - network.addresses.size;
    return 2 * groupOf[place] + (network.addresses.isIpv4(place) ? 0 : 1);
  }

  private found(near: Located, far: Located): Answer {
    const { families, passages } = this.memory;
    const [own, others] =
      this.direction === 'egress'
        ? families.common(near.pieces, far.pieces)
        : [...families.common(far.pieces, near.pieces)].reverse();
    const nearPieces = this.distinct(own, 'nearPieces');
    const farPieces = this.distinct(others, 'farPieces');
    const rows = nearPieces.map((at) =>
      farPieces.map((other) => this.allowed(near.classNumber, at, far.classNumber, other)),
    );
    return {
      passage: passages.oneOf(rows.flat()),
      hangsOnNear: rows.some((row) => row.some((set, index) => set !== rows[0][index])),
      hangsOnFar: rows.some((row) => row.some((set) => set !== row[0])),
    };
  }

  /** Of pieces that it does not tell apart only one. */
  public distinct(pieces: readonly number[], end: 'nearPieces' | 'farPieces'): readonly number[] {
    if (pieces.length === 1) return pieces;
    let answer = this.pieces[end].get(pieces);
    if (answer === undefined) {
      const { of } = this.groups[end];
      answer = [...new Map(pieces.map((piece) => [of[piece], piece])).values()];
      this.pieces[end].set(pieces, answer);
    }
    return answer;
  }

  /** The number of the set of connections that it lets through. */
  public allowed(nearClass: number, nearPiece: number, farClass: number, farPiece: number): number {
    const { nearClasses, nearPieces, farClasses, farPieces } = this.groups;
    const near = nearClasses.of[nearClass] * nearPieces.count + nearPieces.of[nearPiece];
    const far = farClasses.of[farClass] * farPieces.count + farPieces.of[farPiece];
    const key = near * farClasses.count * farPieces.count + far;
    let answer = this.sets.get(key);
    if (answer === undefined) {
      const ends = {
        near: { classNumber: nearClass, piece: nearPiece },
        far: { classNumber: farClass, piece: farPiece },
      };
      answer = this.memory.passages.sets.numberOf(this.program.allowed(ends));
      this.sets.set(key, answer);
    }
    return answer;
  }
}
