/** Few are enough: what comes next is mostly like one of the last. */
const MOST = 8;

/** What was met lately, the latest first. */
export class Lately<Item> {
  private readonly items: Item[] = [];

  public find(isIt: (item: Item) => boolean): Item | undefined {
    const index = this.items.findIndex(isIt);
    if (index <= 0) return this.items[index];
    const [item] = this.items.splice(index, 1);
    this.items.unshift(item);
    return item;
  }

  public add(item: Item): Item {
    this.items.unshift(item);
    if (this.items.length > MOST) this.items.pop();
    return item;
  }
}
