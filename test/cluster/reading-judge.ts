import { AskedProgram } from './asked-program';
import { readingJudge } from './control-plane/programs';

/** What kubectl reads in a file. */
export interface Reading {
  /** Up to the first document that it cannot read. */
  readonly documents: readonly unknown[];
  /** Why it reads no further. */
  readonly refusal?: string;
  /** Whether it reads the last of several fields of one name, and says nothing. */
  readonly repeats: boolean;
}

/** kubectl's own decoder of files as a process. */
export class ReadingJudge {
  public static async start(): Promise<ReadingJudge> {
    return new ReadingJudge(new AskedProgram("kubectl's reader", await readingJudge()));
  }

  private constructor(private readonly program: AskedProgram<Reading>) {}

  public read(text: string): Promise<Reading> {
    return this.program.ask({ text });
  }

  public close(): Promise<void> {
    return this.program.close();
  }
}
