import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

interface Reply {
  readonly id: string;
  /** What is wrong with the question itself. */
  readonly error?: string;
}

/** A program that is asked by lines of JSON and gives a line for each, with the id of the question. */
export class AskedProgram<Answer extends object> {
  private readonly program: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<string, { resolve(answer: Answer): void; reject(error: Error): void }>();
  private asked = 0;
  private ended?: Error;

  constructor(
    private readonly name: string,
    path: string,
    args: readonly string[] = [],
  ) {
    this.program = spawn(path, args);
    let complaints = '';
    this.program.stderr.on('data', (text) => {
      complaints += text;
    });
    createInterface({ input: this.program.stdout }).on('line', (line) => this.hear(line));
    this.program.on('close', (code) => this.end(`ended with ${code}: ${complaints.trim()}`));
    this.program.on('error', (error) => this.end(error.message));
    this.program.stdin.on('error', (error) => this.end(error.message));
  }

  /** Many questions may be under way at once; an error when there is nobody any more who could answer. */
  ask(question: object): Promise<Answer> {
    if (this.ended) return Promise.reject(this.ended);
    this.asked += 1;
    const id = String(this.asked);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.program.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
    });
  }

  /** Lets it end once it has answered; an error when it does not end well. */
  async close(): Promise<void> {
    if (this.program.exitCode === null && this.program.signalCode === null) {
      const closed = once(this.program, 'close');
      this.program.stdin.end();
      await closed;
    }
    if (this.program.exitCode !== 0) throw this.ended ?? new Error(`${this.name} did not end well`);
  }

  private hear(line: string): void {
    try {
      const { id, error, ...answer } = JSON.parse(line) as Reply & Answer;
      const asker = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) asker?.resolve(answer as unknown as Answer);
      else asker?.reject(new Error(error));
    } catch {
      this.end(`says what is no JSON: ${line}`);
    }
  }

  private end(why: string): void {
    this.ended ??= new Error(`${this.name} ${why}`);
    for (const { reject } of this.waiting.values()) reject(this.ended);
    this.waiting.clear();
  }
}
