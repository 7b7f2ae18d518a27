/** A set of small numbers, a bit each. All sets that are combined have room for the same numbers. */
export type Bits = Uint32Array;

/** So short that it needs no memory of its own beside the object. */
const SHORT = 16;
const POOL = 16_384;
let pool = new ArrayBuffer(0);
let used = 0;

export function noBits(size: number): Bits {
  return noWords((size + 31) >>> 5);
}

/** Many sets lie in one piece of memory: to ask for a piece for each costs more than all that is done with it. */
function noWords(count: number): Bits {
  if (count <= SHORT || count > POOL / 8) return new Uint32Array(count);
  if (used + 4 * count > pool.byteLength) {
    pool = new ArrayBuffer(4 * POOL);
    used = 0;
  }
  const bits = new Uint32Array(pool, used, count);
  used += 4 * count;
  return bits;
}

export function allBits(size: number): Bits {
  const bits = noBits(size).fill(0xffffffff);
  const rest = size & 31;
  if (rest !== 0) bits[bits.length - 1] = (1 << rest) - 1;
  return bits;
}

export function hasBit(bits: Bits, index: number): boolean {
  return (bits[index >>> 5] & (1 << (index & 31))) !== 0;
}

export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5] |= 1 << (index & 31);
}

/** Sets a run of bits, both ends included. */
export function setRun(bits: Bits, first: number, last: number): void {
  for (let index = first; index <= last; index++) setBit(bits, index);
}

export function isNone(bits: Bits): boolean {
  for (let word = 0; word < bits.length; word++) if (bits[word] !== 0) return false;
  return true;
}

export function both(a: Bits, b: Bits): Bits {
  const result = noWords(a.length);
  for (let word = 0; word < a.length; word++) result[word] = a[word] & b[word];
  return result;
}

export function either(a: Bits, b: Bits): Bits {
  const result = noWords(a.length);
  for (let word = 0; word < a.length; word++) result[word] = a[word] | b[word];
  return result;
}

export function without(a: Bits, b: Bits): Bits {
  const result = noWords(a.length);
  for (let word = 0; word < a.length; word++) result[word] = a[word] & ~b[word];
  return result;
}

export function overlap(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word++) if ((a[word] & b[word]) !== 0) return true;
  return false;
}

/** Whether all of the first are in the second. */
export function isWithin(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word++) if ((a[word] & ~b[word]) !== 0) return false;
  return true;
}

export function eachBit(bits: Bits, visit: (index: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]; rest !== 0; rest &= rest - 1) visit((word << 5) + 31 - Math.clz32(rest & -rest));
  }
}

/** The members, `undefined` where there are more than so many. */
export function fewBits(bits: Bits, most: number): number[] | undefined {
  const members: number[] = [];
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]; rest !== 0; rest &= rest - 1) {
      if (members.length === most) return undefined;
      members.push((word << 5) + 31 - Math.clz32(rest & -rest));
    }
  }
  return members;
}

export function isEqual(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word++) if (a[word] !== b[word]) return false;
  return true;
}

/** A text that is equal for equal sets; short for few members. */
export function bitsKey(bits: Bits): string {
  let key = '';
  for (let index = 0; index < bits.length; index++) {
    const word = bits[index];
    if (word !== 0) key += String.fromCharCode(index >>> 16, index & 0xffff, word >>> 16, word & 0xffff);
  }
  return key;
}

/** Gives equal sets the same number, so that sets of connections can be compared and remembered by number. */
export class BitsTable {
  private readonly numbers = new Map<string, number>();
  private readonly sets: Bits[] = [];

  public numberOf(bits: Bits): number {
    const key = bitsKey(bits);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.sets.length);
    this.sets.push(bits);
    return this.sets.length - 1;
  }

  public at(number: number): Bits {
    return this.sets[number];
  }
}
