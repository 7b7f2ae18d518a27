import type { FieldError } from '../api-server/field-error';
import type { PodSpec } from '../manifests/pod-spec';

/** How much it matters: an error will be refused or will fail, a warning silently means something else, info is advice. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * Who says no: the API server's validation, an in-tree admission plugin, Pod Security admission, what others run in the
 * cluster (a webhook, an operator, Calico), the node (kubelet, containerd, Windows) or that there is none, nobody (the field
 * has no effect), or nobody at all (advice).
 */
export type Verdict = 'api' | 'admission' | 'pod-security' | 'webhook' | 'node' | 'ignored' | 'advice';

/** What a rule found in a pod: values, and clauses at most. `lib/report/sentence.ts` composes the message. */
export interface Found {
  /** Path below the pod spec, as the API server writes it: `containers[0].volumeMounts[1].mountPath`. */
  readonly path: string;
  /** The value found; `undefined` when something is missing. */
  readonly got: unknown;
  /** What would have been right, when the rule can say so exactly. */
  readonly allowed?: string;
  /** What exactly is wrong with the value, as a clause: `it climbs with ..`. */
  readonly problem?: string;
  /** Replaces the fix of the rule when this case has a better one. */
  readonly fix?: string;
}

/** One rule about Windows on Kubernetes. Each stands in a file of its own, named after its id. */
export interface Rule {
  /** Stable name; also the name of the file that holds the rule. */
  readonly id: string;
  /** The rule in one sentence. */
  readonly summary: string;
  /** What happens on a cluster when it is broken, and who refuses it. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  /** Where the fact can be read. */
  readonly reference: string;
  /** Looks at a pod that is known to be a Windows pod. Absent for rules about other objects and about props. */
  readonly check?: (pod: PodSpec) => Found[];
}

export function defineRule(rule: Rule): Rule {
  return rule;
}

/** What the API server refuses, as a rule finds it. */
export function refusedByServer(errors: readonly FieldError[]): Found[] {
  return errors.map(({ type: _, ...found }) => found);
}

/** Several containers can inherit one mistake of the pod: it is found once. */
export function oncePerPlace(found: readonly Found[]): Found[] {
  return found.filter(({ path }, index) => found.findIndex((earlier) => earlier.path === path) === index);
}
