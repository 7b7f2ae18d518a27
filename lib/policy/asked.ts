import type { BitsTable } from './bits';
import type { Program } from './program';

/** A program that remembers what it has answered. */
export class Asked {
  private readonly answers = new Map<number, number>();
  private readonly pieces = {
    nearPieces: new WeakMap<readonly number[], readonly number[]>(),
    farPieces: new WeakMap<readonly number[], readonly number[]>(),
  };

  public constructor(
    public readonly program: Program,
    private readonly sets: BitsTable,
    public readonly number: number,
  ) {}

  /** Of pieces that it does not tell apart only one. */
  public distinct(pieces: readonly number[], end: 'nearPieces' | 'farPieces'): readonly number[] {
    let answer = this.pieces[end].get(pieces);
    if (answer === undefined) {
      const { of } = this.program.groups[end];
      answer = [...new Map(pieces.map((piece) => [of[piece], piece])).values()];
      this.pieces[end].set(pieces, answer);
    }
    return answer;
  }

  /** The number of the set of connections that it lets through. */
  public allowed(nearClass: number, nearPiece: number, farClass: number, farPiece: number): number {
    const { nearClasses, nearPieces, farClasses, farPieces } = this.program.groups;
    const near = nearClasses.of[nearClass] * nearPieces.count + nearPieces.of[nearPiece];
    const far = farClasses.of[farClass] * farPieces.count + farPieces.of[farPiece];
    const key = near * farClasses.count * farPieces.count + far;
    let answer = this.answers.get(key);
    if (answer === undefined) {
      const ends = {
        near: { classNumber: nearClass, piece: nearPiece },
        far: { classNumber: farClass, piece: farPiece },
      };
      answer = this.sets.numberOf(this.program.allowed(ends));
      this.answers.set(key, answer);
    }
    return answer;
  }
}
