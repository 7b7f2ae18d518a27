import type { FieldError } from '../api-server/field-error';
import type { PodError, ServerCheck } from '../api-server/pod-validation';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { PodSpec } from '../manifests/pod-spec';
import type { PlatformId } from '../platforms/platform';
import type { PodContext, RuleContext } from './context';

/** How much it matters: an error will be refused or will fail, a warning silently means something else, info is advice. */
export type Severity = 'error' | 'warning' | 'info';

/** From the gravest on. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/**
 * Who says no: the API server's validation, an in-tree admission plugin, Pod Security admission, what others run in the
 * cluster (a webhook, an operator, Calico), the node (kubelet, containerd, Windows) or that there is none, the network of the
 * nodes (pods run, and connections are cut or stand open), nobody (the field has no effect), nobody at all (advice), or the
 * construct that is asked for what no manifest could say.
 */
export type Verdict =
  | 'api'
  | 'admission'
  | 'pod-security'
  | 'webhook'
  | 'node'
  | 'traffic'
  | 'ignored'
  | 'advice'
  | 'construct';

/** The chapters of the rule reference. */
export type Topic =
  | 'operating-system'
  | 'windows-options'
  | 'host-process'
  | 'pod-security'
  | 'runtime-class'
  | 'scheduling'
  | 'images'
  | 'resources'
  | 'volumes'
  | 'network'
  | 'lifecycle'
  | 'gmsa'
  | 'policy'
  | 'logs'
  | 'names'
  | 'cluster'
  | 'manifests';

/** What a rule found in a pod or an object: values, and clauses at most. `lib/report` composes the message. */
export interface Found {
  /**
   * As the API server writes it: `containers[0].volumeMounts[1].mountPath`. Below the pod spec where a rule looks at pods,
   * below the object where it looks at objects.
   */
  readonly path: string;
  /** Where the mistake stands in the text at the path, such as a file of a ConfigMap: `LogConfig.sources[0].directory`. */
  readonly within?: string;
  /** The value that stands there; `undefined` when nothing does, and when the problem speaks of the whole. */
  readonly got: unknown;
  /** What would have been right, when the rule can say so exactly. */
  readonly allowed?: string;
  /** What exactly is wrong with the value, as a clause: `it climbs with ..`. */
  readonly problem?: string;
  /**
   * What it has in common with what is found in other objects: of all with one cause the first is told, and says of which
   * others it holds.
   */
  readonly cause?: string;
  /** Replaces the fix of the rule when this case has a better one. */
  readonly fix?: string;
  /** The same for a program, where the words of the constructs are others. */
  readonly fixInCode?: string;
  /** Replaces the severity of the rule when this case is a graver or a lesser one. */
  readonly severity?: Severity;
  /** Where the path starts in a rule for pods, when not at the pod spec: at the pod's template (`metadata.labels`) or at the object. */
  readonly below?: 'template' | 'object';
  /** The one mechanical change that puts it right and changes nothing else. */
  readonly mend?: Mend;
}

/** A safe change at the path of what was found. */
export type Mend = { readonly remove: true } | { readonly set: string | number | boolean };

/** The minors of Kubernetes for which a rule holds. */
export interface KubernetesRange {
  /** The first one: 34 for 1.34. */
  readonly since?: number;
  /** The first one for which it holds no more. */
  readonly before?: number;
}

/** One rule about Windows on Kubernetes. Each stands in a file of its own, named after its id. */
export interface Rule {
  /** Stable name; also the name of the file that holds the rule. */
  readonly id: string;
  readonly topic: Topic;
  /** What must hold, in one sentence that a reader of a single finding understands: `must`, and `should` where it is advice. */
  readonly summary: string;
  /** What happens on a cluster when it is broken, and who refuses it. */
  readonly why: string;
  /** What to write in the manifest instead. */
  readonly fix: string;
  /** What to write in a program instead, where the words of the constructs are others. */
  readonly fixInCode?: string;
  readonly severity: Severity;
  /** In a program, where somebody wrote a prop for Windows: whatever is found is a contradiction, and the construct refuses it. */
  readonly severityInCode?: 'error';
  readonly verdict: Verdict;
  /** Where the fact can be read. */
  readonly reference: string;
  /** The versions for which it holds; all when missing. */
  readonly kubernetes?: KubernetesRange;
  /** The platforms on which it holds; all when missing. */
  readonly platforms?: readonly PlatformId[];
  /** A manifest that gives exactly one finding, of this rule. Missing where no manifest can break the rule: it is about props. */
  readonly bad?: string;
  /** The same manifest put right: it gives no finding at all. */
  readonly good?: string;
  /** The cluster for which `bad` and `good` are written; any when missing. */
  readonly example?: { readonly platform?: PlatformId; readonly kubernetes?: number };
  /** The fields that it judges, where it is a list: `spec.securityContext.fsGroup`, `spec.containers[*].tty`. */
  readonly fields?: readonly string[];
  /** Looks at a pod: a Windows pod, unless `pods` says otherwise. */
  readonly check?: (pod: PodSpec, context: PodContext) => readonly Found[];
  /**
   * Ids of rules that have nothing to add where this one finds something: what they find at the same place of an object, or
   * below it, is dropped. Where this rule is not asked, they speak.
   */
  readonly supersedes?: readonly string[];
  /** The pods that `check` looks at. `unknown` ones are those that nothing places. */
  readonly pods?: readonly ('windows' | 'linux' | 'unknown')[];
  /** Looks at an object of these kinds. */
  readonly checkObject?: (object: KubernetesObject, context: RuleContext) => readonly Found[];
  /** Group and kind: `Service`, `apps/Deployment`, `projectcalico.org/NetworkPolicy`. */
  readonly kinds?: readonly string[];
}

export function defineRule(rule: Rule): Rule {
  return rule;
}

/** Pods of every system: what the API server says of a pod, it says of all of them. */
export const ALL_PODS = ['windows', 'linux', 'unknown'] as const;

/** What the API server refuses, as a rule finds it. */
export function refusedByServer(errors: readonly FieldError[]): Found[] {
  return errors.map(({ path, place = path, got, allowed, meant, problem, fix, fixInCode }) => ({
    path: place,
    got,
    allowed,
    problem,
    fix,
    fixInCode,
    mend: meant === undefined ? undefined : { set: meant },
  }));
}

/** A check that passes on what one part of the API server's validation refuses, each place once. */
export function refusedBy(
  about: ServerCheck,
  select: (error: PodError) => boolean = () => true,
): (pod: PodSpec, context: PodContext) => Found[] {
  return (_pod, { serverErrors }) =>
    oncePerPlace(
      serverErrors
        .filter((error) => error.about === about && select(error))
        .map(({ versions, below, ...error }) => ({
          ...refusedByServer([error])[0],
          below,
          // what only some versions refuse is no error as long as nobody said which version it is
          ...(versions === undefined ? {} : { severity: 'warning', problem: `${error.problem} (refused ${versions})` }),
        })),
    );
}

/** Several containers can inherit one mistake of the pod: it is found once. */
export function oncePerPlace(found: readonly Found[]): Found[] {
  return found.filter(({ path }, index) => found.findIndex((earlier) => earlier.path === path) === index);
}
