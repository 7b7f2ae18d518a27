import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Manifest } from '../synth';
import { calicoJudge } from './control-plane/programs';

export type Labels = Readonly<Record<string, string>>;

/** One reason why Calico refuses something. */
export interface Fault {
  readonly field?: string;
  readonly reason: string;
}

interface Answer {
  readonly id: string;
  readonly faults: readonly Fault[];
  readonly selectors?: Readonly<Record<string, string>>;
  readonly matches?: readonly boolean[];
}

/** Calico's own code, as a judge of Calico's objects and of policies of Kubernetes. */
export class CalicoJudge {
  static async start(): Promise<CalicoJudge> {
    return new CalicoJudge(spawn(await calicoJudge(), { stdio: ['pipe', 'pipe', 'inherit'] }));
  }

  private readonly waiting = new Map<string, { resolve(answer: Answer): void; reject(error: Error): void }>();
  private asked = 0;

  private constructor(private readonly program: ChildProcess) {
    createInterface({ input: program.stdout! }).on('line', (line) => {
      const answer: Answer = JSON.parse(line);
      this.waiting.get(answer.id)?.resolve(answer);
      this.waiting.delete(answer.id);
    });
    program.on('close', (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`the judge of Calico ended with ${code}`));
    });
  }

  async close(): Promise<void> {
    const closed = once(this.program, 'close');
    this.program.stdin!.end();
    await closed;
  }

  /** Why Calico would not store the object; nothing when it would. */
  async faults(object: Manifest): Promise<readonly Fault[]> {
    return (await this.ask({ object })).faults;
  }

  /** The selectors of an object by where they stand; those of a policy of Kubernetes as Calico translates them. */
  async selectors(object: Manifest): Promise<Readonly<Record<string, string>>> {
    const { faults, selectors = {} } = await this.ask({ object });
    if (faults.length > 0) throw new Error(`${object.kind} ${object.metadata.name}: ${JSON.stringify(faults)}`);
    return selectors;
  }

  /** Which sets of labels the selector matches; `undefined` when it does not parse. */
  async matches(selector: string, ...labels: Labels[]): Promise<readonly boolean[] | undefined> {
    const { faults, matches = [] } = await this.ask({ selector, labels });
    return faults.length > 0 ? undefined : matches;
  }

  private ask(question: object): Promise<Answer> {
    this.asked += 1;
    const id = String(this.asked);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.program.stdin!.write(`${JSON.stringify({ id, ...question })}\n`);
    });
  }
}
