import type { AddressSpace } from './address-space';

type Family = 4 | 6;
type Pieces = readonly number[];

/** Who has addresses of both families speaks the language of the other end. */
export class AddressFamilies {
  private readonly known = new WeakMap<Pieces, ReadonlyMap<Family, Pieces>>();

  public constructor(private readonly addresses: AddressSpace) {}

  /** Of the pieces in which two ends may have their addresses, those of the family that they speak with each other. */
  public common(from: Pieces, to: Pieces): readonly [Pieces, Pieces] {
    if (from.length === 1 && to.length === 1) return [from, to];
    const [own, other] = [this.byFamily(from), this.byFamily(to)];
    for (const [family, pieces] of own) {
      const theirs = other.get(family);
      if (theirs !== undefined) return [pieces, theirs];
    }
    return [from, to];
  }

  /** In the order in which the pieces begin. */
  private byFamily(pieces: Pieces): ReadonlyMap<Family, Pieces> {
    if (pieces.length === 1) return new Map([[this.addresses.familyOf(pieces[0]), pieces]]);
    let families = this.known.get(pieces);
    if (families === undefined) {
      const found = new Map<Family, number[]>();
      for (const piece of pieces) {
        const family = this.addresses.familyOf(piece);
        const same = found.get(family);
        if (same === undefined) found.set(family, [piece]);
        else same.push(piece);
      }
      families = found;
      this.known.set(pieces, families);
    }
    return families;
  }
}
