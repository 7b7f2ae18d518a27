import { type Bits, eachBit, hasBit, isNone, noBits, overlap } from './bits';

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
  for (let index = 0; index < tests.length; index++) {
    const { set, isNegated } = tests[index];
    if ((hasBit(set.classes, classNumber) || hasBit(set.pieces, piece)) === isNegated) return false;
  }
  return true;
}

/** Whether any address passes all tests, none of which is negated, be it of an endpoint or of nobody. */
export function isPassable(tests: readonly AddressTest[], piecesOfClass: readonly Bits[]): boolean {
  if (tests.length === 0) return true;
  if (tests.length === 1) return hasAddress(tests[0].set, piecesOfClass);
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

function hasAddress({ classes, pieces }: AddressSet, piecesOfClass: readonly Bits[]): boolean {
  if (!isNone(pieces)) return true;
  let isThere = false;
  eachBit(classes, (classNumber) => {
    isThere ||= !isNone(piecesOfClass[classNumber]);
  });
  return isThere;
}

/** Members that are in the same sets have the same number; numbers begin at 0 and none is left out. */
export interface Grouping {
  readonly of: Int32Array;
  readonly count: number;
}

export function grouped(size: number, sets: Iterable<Bits>): Grouping {
  const dividing = [...new Set(sets)].filter((bits) => !isNone(bits));
  if (dividing.length === 0) return undivided(size);
  const groups = new Int32Array(size);
  let next = 1;
  for (const bits of dividing) {
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
  // in the order in which they come first
  const numbers = new Int32Array(next).fill(-1);
  let count = 0;
  for (let index = 0; index < size; index++) {
    const group = groups[index];
    if (numbers[group] < 0) numbers[group] = count++;
    groups[index] = numbers[group];
  }
  return { of: groups, count };
}

const UNDIVIDED = new Map<number, Grouping>();

/** Most rules leave one of the ends open: then everybody is in one group. */
function undivided(size: number): Grouping {
  const grouping = UNDIVIDED.get(size) ?? { of: new Int32Array(size), count: Math.min(size, 1) };
  UNDIVIDED.set(size, grouping);
  return grouping;
}

export function noAddresses(classes: number, pieces: number): AddressSet {
  return { classes: noBits(classes), pieces: noBits(pieces) };
}
