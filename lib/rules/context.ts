import type { PodError } from '../api-server/pod-validation';
import type { Cluster } from '../manifests/cluster';
import type { PodSystem } from '../manifests/pod-system';
import type { PodTemplate } from '../manifests/pod-template';
import type { Target } from '../platforms/target';

/** What a rule may look at beside its object. */
export interface RuleContext {
  /** What the manifests are for, as far as it is known. */
  readonly target: Target;
  /** The other objects that are looked at together with this one. */
  readonly cluster: Cluster;
}

/** What a rule may look at beside the pod spec. */
export interface PodContext extends RuleContext {
  readonly template: PodTemplate;
  readonly system: PodSystem;
  /** What the API server refuses about the pod spec, see `podErrors`. */
  readonly serverErrors: readonly ServerError[];
}

/** An error of the API server, on every version that the target may have or on some only. */
export interface ServerError extends PodError {
  /** The minors that refuse it, when not all of those in question do: `from 1.33 on`. */
  readonly versions?: string;
  /** Where the path starts when it is that of an annotation: at the pod's template. */
  readonly below?: 'template';
}
