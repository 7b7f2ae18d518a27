import { type Bits, hasBit, isNone, noBits, overlap } from './bits';

/**
 * Addresses: those of whole classes of endpoints, wherever they lie, and pieces of the address space, whoever has them.
 */
export interface AddressSet {
  readonly classes: Bits;
  readonly pieces: Bits;
}

/** What a rule asks of an address. */
export interface AddressTest {
  readonly set: AddressSet;
  readonly isNegated: boolean;
}

/** Whether an address passes: it belongs to an endpoint of that class and lies in that piece. */
export function passes(tests: readonly AddressTest[], classNumber: number, piece: number): boolean {
  for (const { set, isNegated } of tests)
    if ((hasBit(set.classes, classNumber) || hasBit(set.pieces, piece)) === isNegated) return false;
  return true;
}

/** Whether any address passes all tests, none of which is negated, be it of an endpoint or of nobody. */
export function isPassable(tests: readonly AddressTest[], piecesOfClass: readonly Bits[]): boolean {
  if (tests.length === 0) return true;
  const common = tests.map(({ set }) => set.pieces).reduce((a, b) => a.map((word, index) => word & b[index]));
  if (!isNone(common)) return true;
  return piecesOfClass.some((pieces, classNumber) => {
    const left = tests.filter(({ set }) => !hasBit(set.classes, classNumber));
    if (left.length === tests.length) return false;
    if (left.length === 0) return !isNone(pieces);
    return overlap(
      pieces,
      left.map(({ set }) => set.pieces).reduce((a, b) => a.map((word, index) => word & b[index])),
    );
  });
}

/** Members that are in the same sets have the same number; numbers begin at 0 and none is left out. */
export interface Grouping {
  readonly of: Int32Array;
  readonly count: number;
}

export function grouped(size: number, sets: Iterable<Bits>): Grouping {
  const groups = new Int32Array(size);
  let next = 1;
  for (const bits of new Set(sets)) {
    const moved = new Map<number, number>();
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word]; rest !== 0; rest &= rest - 1) {
        const index = (word << 5) + 31 - Math.clz32(rest & -rest);
        let group = moved.get(groups[index]);
        if (group === undefined) {
          group = next++;
          moved.set(groups[index], group);
        }
        groups[index] = group;
      }
    }
  }
  const numbers = new Map<number, number>();
  const of = groups.map((group) => {
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return number;
  });
  return { of, count: numbers.size };
}

export function noAddresses(classes: number, pieces: number): AddressSet {
  return { classes: noBits(classes), pieces: noBits(pieces) };
}
