import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { Mend, Rule, Severity } from '../rules/rule';

/** A broken rule in an object, as data: `lib/report` turns it into words. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** The object as it was given. */
  readonly object: KubernetesObject;
  /** Path below the object, as the API server writes it; empty for the object itself. */
  readonly path: string;
  /** Where it stands in the text at the path. */
  readonly within?: string;
  /** The value that stands there. */
  readonly got: unknown;
  /** Whether nothing stands there; otherwise no value means that the problem speaks of the whole. */
  readonly isMissing: boolean;
  readonly allowed?: string;
  readonly problem?: string;
  /** What it has in common with findings of other objects, so that one of them tells for all. */
  readonly cause?: string;
  /** What to write instead. */
  readonly fix: string;
  /** The same for a program, where the words of the constructs are others. */
  readonly fixInCode?: string;
  /** Why the pod was taken for a Windows or a Linux pod; missing where the rule does not depend on it. */
  readonly because?: string;
  /** The one mechanical change that puts it right. */
  readonly mend?: Mend;
}

/** What the author has accepted by an acknowledgement. */
export interface AcceptedFinding extends Finding {
  readonly reason: string;
}
