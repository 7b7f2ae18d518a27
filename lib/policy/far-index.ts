import type { AddressTest } from './address-set';
import { fewBits, isNone } from './bits';

/** So few are gone through quicker than an index is made of them. */
const FEW = 8;

/** Finds of many rules those that can be about somebody: whom hundreds may ask has a rule for each of these. */
export class FarIndex<Item extends { readonly far: readonly AddressTest[] }> {
  /** The places of those that are about few classes, by these. */
  private readonly byClass: ReadonlyMap<number, readonly number[]> | undefined;
  private readonly others: readonly number[];

  public constructor(private readonly items: readonly Item[]) {
    const others: number[] = [];
    this.others = others;
    if (items.length <= FEW) return;
    const byClass = new Map<number, number[]>();
    items.forEach(({ far }, place) => {
      const classes = classesOf(far);
      if (classes === undefined) others.push(place);
      for (const classNumber of classes ?? []) {
        const same = byClass.get(classNumber);
        if (same === undefined) byClass.set(classNumber, [place]);
        else same.push(place);
      }
    });
    this.byClass = byClass;
  }

  /** In their order; some may not be about an endpoint of this class all the same. */
  public about(classNumber: number): readonly Item[] {
    if (this.byClass === undefined) return this.items;
    const own = this.byClass.get(classNumber);
    const places = own === undefined ? this.others : [...this.others, ...own].sort((a, b) => a - b);
    return places.map((place) => this.items[place]);
  }
}

/** The few classes that pass the tests; `undefined` where there are more, or addresses of nobody pass, too. */
function classesOf(tests: readonly AddressTest[]): readonly number[] | undefined {
  if (tests.length !== 1 || tests[0].isNegated || !isNone(tests[0].set.pieces)) return undefined;
  return fewBits(tests[0].set.classes, FEW);
}
