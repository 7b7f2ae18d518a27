import { type Answer, type Answers, inWords } from '../lib/policy/answers';
import type { AskedFlow } from '../policy-clusters/flows';
import { AskedProgram } from './asked-program';
import type { Fault } from './calico-judge';
import { type CalicoRelease, calicoFlows } from './control-plane/programs';

/** What decides about a flow at one of its ends. */
export interface FlowVerdict {
  /** Felix dies of what it should give Windows when it is broken. */
  readonly verdict: 'allow' | 'deny' | 'broken';
  readonly tier?: string;
  /** The kind and the name of an object, or `end of tier`, `profile`, `no policy` or `own node`; on Linux only. */
  readonly policy?: string;
  /** Where it stands among the rules of that direction, as they are written. */
  readonly rule?: number;
  /** The same among those that Calico makes of a policy of Kubernetes. */
  readonly convertedRule?: number;
  readonly acl?: string;
  readonly reason?: string;
}

/** There is nothing for an end that no policy can govern. */
export interface FlowEnds {
  readonly egress?: FlowVerdict;
  readonly ingress?: FlowVerdict;
}

export interface FlowVerdicts {
  readonly linux: FlowEnds;
  readonly windows: FlowEnds;
}

/** An object that Calico refuses: the flows are judged without it. */
export interface RefusedObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly faults: readonly Fault[];
}

interface Judgement {
  readonly faults: readonly RefusedObject[];
  readonly flows: readonly FlowVerdicts[];
}

/** Calico's own code, from its converters to what its dataplanes are given, as a judge of what becomes of flows. */
export class FlowJudge {
  static async of(release: CalicoRelease = '3.31'): Promise<FlowJudge> {
    return new FlowJudge(new AskedProgram(`the judge of flows of Calico ${release}`, await calicoFlows(release)));
  }

  private constructor(private readonly program: AskedProgram<Judgement>) {}

  close(): Promise<void> {
    return this.program.close();
  }

  judge(cluster: readonly object[], flows: readonly AskedFlow[]): Promise<Judgement> {
    return this.program.ask({ cluster, flows });
  }
}

/** What was said on both systems, in words. */
export function answersIn({ linux, windows }: FlowVerdicts): Answers {
  return { linux: answerIn(linux), windows: answerIn(windows) };
}

function answerIn({ egress, ingress }: FlowEnds): Answer {
  return {
    ...(egress === undefined ? {} : { egress: inWords(egress) }),
    ...(ingress === undefined ? {} : { ingress: inWords(ingress) }),
  };
}
