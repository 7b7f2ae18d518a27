import { AskedProgram } from './asked-program';
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
  /** The ids of the failing checks of each policy asked for. */
  readonly podSecurity?: readonly (readonly string[])[];
}

/** The API server's own decoder, create strategies and Pod Security checks as a process. */
export class PodJudge {
  public static async of(minor: KubernetesMinor): Promise<PodJudge> {
    return new PodJudge(
      new AskedProgram(`the judge of pods of Kubernetes ${minor}`, await kubernetesProgram('pod-judge', minor)),
    );
  }

  private constructor(private readonly program: AskedProgram<Verdict>) {}

  public ask(object: object, podSecurity: readonly Policy[] = []): Promise<Verdict> {
    return this.program.ask({ object, podSecurity });
  }

  public close(): Promise<void> {
    return this.program.close();
  }
}
