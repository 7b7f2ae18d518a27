import { type Bits, BitsTable, both, either, noBits } from './bits';

/** Connections between two ends; where an address is not known yet, `may` holds more than `sure`. */
export interface Passage {
  readonly sure: Bits;
  readonly may: Bits;
  /** Why a node cannot put its policies into force; then nothing is known of it. */
  readonly broken?: string;
}

/** Gives equal passages the same number, and remembers what two of them have in common. */
export class PassageTable {
  public readonly sets = new BitsTable();
  /** The set of all connections, and the passage that lets them through. */
  public readonly all: number;
  public readonly everything: number;
  private readonly nothing: number;
  private readonly passages: Passage[] = [];
  private readonly ends: (readonly [sure: number, may: number])[] = [];
  private readonly numbers = new Map<string, number>();
  /** The passages of which everything is known, by the number of their set. */
  private readonly certain: number[] = [];
  private readonly joints: number[][] = [];

  /** @param connections All there are. */
  public constructor(connections: Bits) {
    this.nothing = this.sets.numberOf(noBits(connections.length * 32));
    this.all = this.sets.numberOf(connections);
    this.everything = this.ofSet(this.all);
  }

  public at(number: number): Passage {
    return this.passages[number];
  }

  public ofSet(set: number): number {
    return this.certain[set] ?? this.numbered(set, set);
  }

  /** One of some sets, and nobody knows which. */
  public oneOf(sets: readonly number[]): number {
    const different = new Set(sets);
    if (different.size === 1) return this.ofSet(sets[0]);
    let [sure, may] = [this.all, this.nothing];
    for (const set of different) {
      const bits = this.sets.at(set);
      sure = this.sets.numberOf(both(this.sets.at(sure), bits));
      may = this.sets.numberOf(either(this.sets.at(may), bits));
    }
    return this.numbered(sure, may);
  }

  public broken(because: string): number {
    return this.numbered(this.nothing, this.all, because);
  }

  /** What passes both, where the one hangs on nothing on which the other does. */
  public joined(first: number, second: number): number {
    if (first === second || second === this.everything) return first;
    if (first === this.everything) return second;
    this.joints[first] ??= [];
    const known = this.joints[first];
    let number: number | undefined = known[second];
    if (number === undefined) {
      const [a, b] = [this.ends[first], this.ends[second]];
      number = this.numbered(this.common(a[0], b[0]), this.common(a[1], b[1]));
      known[second] = number;
    }
    return number;
  }

  /** The set of what is in two sets. */
  public common(first: number, second: number): number {
    return first === second ? first : this.sets.numberOf(both(this.sets.at(first), this.sets.at(second)));
  }

  private numbered(sure: number, may: number, broken?: string): number {
    const key = `${sure} ${may} ${broken ?? ''}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.passages.length;
      this.passages.push({
        sure: this.sets.at(sure),
        may: this.sets.at(may),
        ...(broken === undefined ? {} : { broken }),
      });
      this.ends.push([sure, may]);
      this.numbers.set(key, number);
      if (broken === undefined && sure === may) this.certain[sure] = number;
    }
    return number;
  }
}
