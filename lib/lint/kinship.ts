import { Model, sketchOf, UNLIKE } from './likeness';

/** Those that are alike, known by the first of them. */
export class Kin<T> {
  private model?: Model;

  public constructor(public readonly first: T) {}

  /** How another one differs from the first, see `Model`. */
  public differences(other: T): number {
    if (other === this.first) return 0;
    // most of what is met once is met once only
    this.model ??= new Model(this.first);
    return this.model.differences(other);
  }
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
      const sorts = kin.differences(one);
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
    return { kin, differences: kin.differences(one) };
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
