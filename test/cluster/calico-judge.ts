import type { Manifest } from '../synth';
import { AskedProgram } from './asked-program';
import { calicoJudge } from './control-plane/programs';

export type Labels = Readonly<Record<string, string>>;

/** One reason why Calico refuses something. */
export interface Fault {
  readonly field?: string;
  readonly reason: string;
}

interface Answer {
  readonly faults: readonly Fault[];
  readonly selectors?: Readonly<Record<string, string>>;
  readonly matches?: readonly boolean[];
}

/** Calico's own code, as a judge of Calico's objects and of policies of Kubernetes. */
export class CalicoJudge {
  static async start(): Promise<CalicoJudge> {
    return new CalicoJudge(new AskedProgram('the judge of Calico', await calicoJudge()));
  }

  private constructor(private readonly program: AskedProgram<Answer>) {}

  close(): Promise<void> {
    return this.program.close();
  }

  /** Why Calico would not store the object; nothing when it would. */
  async faults(object: Manifest): Promise<readonly Fault[]> {
    return (await this.program.ask({ object })).faults;
  }

  /** The selectors of an object by where they stand; those of a policy of Kubernetes as Calico translates them. */
  async selectors(object: Manifest): Promise<Readonly<Record<string, string>>> {
    const { faults, selectors = {} } = await this.program.ask({ object });
    if (faults.length > 0) throw new Error(`${object.kind} ${object.metadata.name}: ${JSON.stringify(faults)}`);
    return selectors;
  }

  /** Which sets of labels the selector matches; `undefined` when it does not parse. */
  async matches(selector: string, ...labels: Labels[]): Promise<readonly boolean[] | undefined> {
    const { faults, matches = [] } = await this.program.ask({ selector, labels });
    return faults.length > 0 ? undefined : matches;
  }
}
