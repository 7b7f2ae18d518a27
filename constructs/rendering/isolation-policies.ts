import type { Construct } from 'constructs';
import type { DeniedAddress } from '../../lib/isolation/cloud-metadata';
import type { FlowEnd, Permission } from '../../lib/isolation/flow';
import type { LabelRequirement } from '../../lib/isolation/selector';

/** What holds for all pods of an isolation, whatever is allowed to some of them. */
export interface Baseline {
  readonly denied: readonly DeniedAddress[];
  readonly allowed: readonly Permission[];
}

/** Why the format cannot say something. */
export interface Obstacle {
  /** A clause. */
  readonly problem: string;
  /** What to do instead: a sentence. */
  readonly fix: string;
}

/** Writes policies in one of the formats. */
export interface IsolationPolicies {
  /** Isolates all pods of a namespace. */
  isolateNamespace(scope: Construct, namespace: string, baseline: Baseline): void;
  /** Isolates all pods of the cluster but those of some namespaces; absent where policies belong to a namespace. */
  isolateCluster?(scope: Construct, except: readonly string[], baseline: Baseline): void;
  /** Allows some pods of a namespace something; the list may grow until synth. */
  permit(
    scope: Construct,
    id: string,
    namespace: string,
    pods: readonly LabelRequirement[],
    permissions: readonly Permission[],
  ): void;
  /** Why an end of a flow cannot be written. */
  obstacle(end: FlowEnd): Obstacle | undefined;
  /** Makes the objects that policies about this end refer to. */
  prepare(end: FlowEnd): void;
}
