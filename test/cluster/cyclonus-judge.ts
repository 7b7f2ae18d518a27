import type { AskedFlow } from '../policy-clusters/flows';
import { AskedProgram } from './asked-program';
import { cyclonusJudge } from './control-plane/programs';

/** Whether either end of a connection lets it through. */
export interface EndsOpen {
  readonly egress: boolean;
  readonly ingress: boolean;
}

/** What is there after some changes, and what is said of connections then. */
export interface CyclonusStep {
  readonly cluster: readonly object[];
  readonly flows: readonly AskedFlow[];
  readonly verdicts: readonly EndsOpen[];
}

export interface CyclonusCase {
  readonly title: string;
  readonly steps: readonly CyclonusStep[];
}

/** The code of cyclonus, which knows policies of Kubernetes, and cases of its own. */
export class CyclonusJudge {
  static async start(): Promise<CyclonusJudge> {
    return new CyclonusJudge(new AskedProgram('cyclonus', await cyclonusJudge()));
  }

  private constructor(
    private readonly program: AskedProgram<CyclonusCase & { cases: number; verdicts: readonly EndsOpen[] }>,
  ) {}

  close(): Promise<void> {
    return this.program.close();
  }

  async judge(cluster: readonly object[], flows: readonly AskedFlow[]): Promise<readonly EndsOpen[]> {
    return (await this.program.ask({ cluster, flows })).verdicts;
  }

  /** The cases that it has made up. */
  async *cases(): AsyncIterable<CyclonusCase> {
    const { cases } = await this.program.ask({ case: 0 });
    for (let number = 0; number < cases; number++) yield this.program.ask({ case: number });
  }
}
