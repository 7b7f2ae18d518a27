/** Values with a number each; what is equal has one. */
export class Interned<T> {
  public readonly values: T[] = [];
  private readonly numbers = new Map<string, number>();

  /** @param key Equal for equal values. */
  public constructor(private readonly keyOf: (value: T) => string = (value) => JSON.stringify(value)) {}

  public numberOf(value: T): number {
    const key = this.keyOf(value);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.values.length;
      this.numbers.set(key, number);
      this.values.push(value);
    }
    return number;
  }
}
