import { differences, sketchOf, UNLIKE } from './likeness';

/** Those that are alike, known by the first of them. */
export class Kin<T> {
  public constructor(public readonly first: T) {}
}

/** One among those that are like it. */
export interface Like<T> {
  readonly kin: Kin<T>;
  /** In which sorts of peculiar texts it differs from the first. */
  readonly differences: number;
}

/** Few are enough: what comes next is mostly like one of the last. */
const MOST_LATELY = 8;

/** Tells who is like whom. */
export class Kinship<T> {
  /** The latest first: to look at two that are alike costs less than to write down what is alike in them. */
  private readonly lately: Kin<T>[] = [];
  private readonly bySketch = new Map<string, Kin<T>>();

  public of(one: T): Like<T> {
    const { lately } = this;
    for (let index = 0; index < lately.length; index++) {
      const kin = lately[index];
      const sorts = differences(kin.first, one);
      if (sorts === UNLIKE) continue;
      if (index > 0) {
        lately.splice(index, 1);
        lately.unshift(kin);
      }
      return { kin, differences: sorts };
    }
    const kin = this.bySketchOf(one);
    lately.unshift(kin);
    if (lately.length > MOST_LATELY) lately.pop();
    return { kin, differences: differences(kin.first, one) };
  }

  private bySketchOf(one: T): Kin<T> {
    const sketch = sketchOf(one);
    const known = this.bySketch.get(sketch);
    if (known !== undefined) return known;
    const kin = new Kin(one);
    this.bySketch.set(sketch, kin);
    return kin;
  }
}
