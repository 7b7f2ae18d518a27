import type { AddressFamilies } from './address-families';
import type { Asked } from './asked';

/** More than anybody has. */
const MOST_PROGRAMS = 16_777_216;

/** Addresses that may be those of two ends, as few as can make a difference. */
export class DistinctPieces {
  private readonly groups = new WeakMap<readonly number[], Map<number, readonly number[]>>();

  public constructor(private readonly families: AddressFamilies) {}

  /** Pieces of both ends, of those that the two programs do not tell apart only one. */
  public of(
    source: readonly number[],
    destination: readonly number[],
    egress: Asked | undefined,
    ingress: Asked | undefined,
  ): [near: readonly number[], far: readonly number[]] {
    const [near, far] = this.families.common(source, destination);
    return [this.distinct(near, 'near', egress, ingress), this.distinct(far, 'far', egress, ingress)];
  }

  private distinct(
    pieces: readonly number[],
    end: 'near' | 'far',
    egress: Asked | undefined,
    ingress: Asked | undefined,
  ): readonly number[] {
    if (pieces.length === 1) return pieces;
    const [own, other] =
      end === 'near' ? (['nearPieces', 'farPieces'] as const) : (['farPieces', 'nearPieces'] as const);
    const byEgress = distinctBy(egress, pieces, own);
    const byIngress = distinctBy(ingress, pieces, other);
    // hardly ever do both programs tell pieces apart
    if (byIngress.length === 1) return byEgress;
    if (byEgress.length === 1) return byIngress;
    const [out, into] = [egress?.number ?? -1, ingress?.number ?? -1];
    const key = ((out + 1) * MOST_PROGRAMS + into + 1) * 2 + (end === 'near' ? 0 : 1);
    let known = this.groups.get(pieces);
    if (known === undefined) {
      known = new Map();
      this.groups.set(pieces, known);
    }
    let answer = known.get(key);
    if (answer === undefined) {
      const groupOf = (piece: number) =>
        `${egress?.groups[own].of[piece] ?? 0} ${ingress?.groups[other].of[piece] ?? 0}`;
      answer = [...new Map(pieces.map((piece) => [groupOf(piece), piece])).values()];
      known.set(key, answer);
    }
    return answer;
  }
}

/** Of pieces that a program does not tell apart only one. */
function distinctBy(
  asked: Asked | undefined,
  pieces: readonly number[],
  end: 'nearPieces' | 'farPieces',
): readonly number[] {
  return asked?.distinct(pieces, end) ?? pieces.slice(-1);
}
