/** A place in a text, both counted from 1. Columns count UTF-16 code units, as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text that was read, with the name by which people know it. */
export class SourceFile {
  private lineStarts?: readonly number[];

  public constructor(
    public readonly name: string,
    public readonly text: string,
    /** Whether the file begins with a byte order mark, which is not part of the text. */
    public readonly marked = false,
  ) {}

  public placeAt(offset: number): Place {
    const starts = this.starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  }

  public get lineCount(): number {
    return this.starts().length;
  }

  /** A line without its end. */
  public line(number: number): string {
    const starts = this.starts();
    return this.text.slice(starts[number - 1], starts[number] ?? this.text.length).replace(/\r?\n$/, '');
  }

  private starts(): readonly number[] {
    if (this.lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
      this.lineStarts = starts;
    }
    return this.lineStarts;
  }
}
