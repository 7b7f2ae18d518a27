import type { Manifest } from '../synth';
import { AskedProgram } from './asked-program';
import type { Fault } from './calico-judge';
import { type CalicoRelease, calicoFlows } from './control-plane/programs';

/** An end is the namespace and name of a pod, or an address. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  /** By its name as Calico writes it, or by its number. */
  readonly protocol: string | number;
  readonly port?: number;
  readonly sourcePort?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

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

interface Answer {
  readonly faults: readonly RefusedObject[];
  readonly flows: readonly FlowVerdicts[];
}

/** Calico's own code, from its converters to what its dataplanes are given, as a judge of what becomes of flows. */
export class FlowJudge {
  static async of(release: CalicoRelease = '3.31'): Promise<FlowJudge> {
    return new FlowJudge(new AskedProgram(`the judge of flows of Calico ${release}`, await calicoFlows(release)));
  }

  private constructor(private readonly program: AskedProgram<Answer>) {}

  close(): Promise<void> {
    return this.program.close();
  }

  judge(cluster: readonly Manifest[], flows: readonly Flow[]): Promise<Answer> {
    return this.program.ask({ cluster, flows });
  }
}
