import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { KubernetesMinor } from './control-plane/kubernetes-versions';
import { kubernetesProgram } from './control-plane/programs';

/** A level and a version of the Pod Security Standards, as the labels of a namespace write them. */
export interface Policy {
  readonly level: 'baseline' | 'restricted';
  readonly version: string;
}

/** What an API server of one minor says of an object that is to be created. */
export interface Verdict {
  /** What strict decoding refuses; nothing else is said then. */
  readonly decoding?: readonly string[];
  readonly errors?: readonly { readonly type: string; readonly field: string; readonly message: string }[];
  readonly warnings?: readonly string[];
  /** The ids of the failing checks of each policy asked for. */
  readonly podSecurity?: readonly (readonly string[])[];
}

type Answer = Verdict & { readonly id: number; readonly error?: string };

/** The API server's own decoder, create strategies and Pod Security checks as a process: one answer for each question. */
export class PodJudge {
  public static async of(minor: KubernetesMinor): Promise<PodJudge> {
    return new PodJudge(spawn(await kubernetesProgram('pod-judge', minor)));
  }

  private readonly waiting = new Map<number, (answer: Answer | Error) => void>();
  private asked = 0;

  private constructor(private readonly program: ChildProcessWithoutNullStreams) {
    createInterface({ input: program.stdout }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
    let complaints = '';
    program.stderr.on('data', (text) => {
      complaints += text;
    });
    program.on('close', (code) => this.fail(new Error(`the judge ended with ${code}: ${complaints}`)));
    program.on('error', (error) => this.fail(error));
    program.stdin.on('error', (error) => this.fail(error));
  }

  /** Many questions may be under way at once. */
  public ask(object: object, podSecurity: readonly Policy[] = []): Promise<Verdict> {
    const id = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (answer) => {
        if (answer instanceof Error) reject(answer);
        else if (answer.error !== undefined) reject(new Error(answer.error));
        else resolve(answer);
      });
      this.program.stdin.write(`${JSON.stringify({ id, object, podSecurity })}\n`);
    });
  }

  public close(): void {
    this.program.stdin.end();
  }

  private fail(error: Error): void {
    for (const settle of this.waiting.values()) settle(error);
    this.waiting.clear();
  }
}
