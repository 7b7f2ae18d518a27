import type { AddressSpace } from './address-space';

type Pieces = readonly number[];

/** Gives a number to wherever somebody may have an address: that of the piece, or one behind all pieces for several of them. */
export class PlaceNumbers {
  private readonly bySeveral = new WeakMap<Pieces, number>();
  private readonly byText = new Map<string, number>();

  public constructor(private readonly addresses: AddressSpace) {}

  public of(pieces: Pieces): number {
    if (pieces.length === 1) return pieces[0];
    let number = this.bySeveral.get(pieces);
    if (number === undefined) {
      const text = pieces.join();
      number = this.byText.get(text) ?? this.addresses.size + this.byText.size;
      this.byText.set(text, number);
      this.bySeveral.set(pieces, number);
    }
    return number;
  }
}
