import { Cluster } from '../manifests/cluster';
import type { KindProblem } from '../manifests/kind-problem';
import { groupKindOf, type KubernetesObject } from '../manifests/kubernetes-object';
import { type PodTemplate, pathInObject } from '../manifests/pod-template';
import { serverPath, valueAtServerPath } from '../manifests/server-path';
import { fitToShape } from '../manifests/shape';
import { shapeOf } from '../manifests/shapes/shapes';
import type { Target } from '../platforms/target';
import { noSuchRule } from '../report/no-such-rule';
import acknowledgementReason from '../rules/acknowledgement-reason';
import acknowledgementStale from '../rules/acknowledgement-stale';
import acknowledgementUnknown from '../rules/acknowledgement-unknown';
import type { RuleContext } from '../rules/context';
import fieldType from '../rules/field-type';
import type { Found, Rule } from '../rules/rule';
import { RULES } from '../rules/rules';
import unknownKind from '../rules/unknown-kind';
import { ACKNOWLEDGE_PREFIX, acknowledgementsOf } from './acknowledgement';
import { appliesTo, severityIn } from './applicability';
import type { AcceptedFinding, Finding } from './finding';
import { JudgedPod } from './judged-pod';
import { Kinship, type Like } from './kinship';
import { knowSystems } from './known-systems';
import { ObjectRules } from './object-rules';
import { PODS_OF_A_RULE, PodRules } from './pod-rules';
import { oncePerCause } from './shared-cause';
import { typeAdvice } from './type-advice';
import { type FoundField, foundFields, ruleOfFields } from './unknown-fields';

export interface LintOptions {
  /** What the manifests are for. Without it only what holds on every platform is said. */
  readonly target?: Target;
  /** Whether a rule is asked; all are by default. */
  readonly isAsked?: (rule: Rule) => boolean;
  /** Why the author has accepted a finding, elsewhere than in an annotation of its object; `undefined` for who has not. */
  readonly acceptanceOf?: (finding: Finding) => string | undefined;
}

/** What the rules say of objects, in the order of these. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  /** The objects as they were given, as one cluster; `undefined` where one of them does not fit its kind. */
  readonly cluster?: Cluster;
}

/** What the rules say of the objects, which are taken for one cluster. */
export function judged(objects: readonly KubernetesObject[], options: LintOptions = {}): Judgement {
  return new Linter(objects, options).judgement();
}

/** The findings alone. */
export function lint(objects: readonly KubernetesObject[], options: LintOptions = {}): Finding[] {
  return [...judged(objects, options).findings];
}

/** An object as it was given, and as rules may rely on it. */
interface Fitted {
  readonly given: KubernetesObject;
  readonly object: KubernetesObject;
  readonly groupKind: string;
  readonly misfits: readonly Found[];
  /** Why there is no such kind. */
  readonly problem?: KindProblem;
  /** Fields that the server does not know. */
  readonly unknown: readonly FoundField[];
  /** What it is like, where nothing is wrong with its fields. */
  readonly like?: Like<KubernetesObject>;
}

const NONE: readonly never[] = [];

class Linter {
  private readonly target: Target;
  private readonly fitted: readonly Fitted[];
  private readonly cluster: Cluster;
  private readonly asked: ReadonlySet<Rule>;
  private readonly acceptanceOf: (finding: Finding) => string | undefined;
  private readonly podRules: PodRules;
  private readonly objectRules: ObjectRules;

  public constructor(objects: readonly KubernetesObject[], options: LintOptions) {
    const { target = {}, isAsked = () => true, acceptanceOf = () => undefined } = options;
    this.target = target;
    this.acceptanceOf = acceptanceOf;
    this.fitted = this.fit(objects);
    this.cluster = new Cluster(this.fitted.map(({ object }) => object));
    knowSystems(this.fitted, this.cluster);
    // one for all objects: rules remember what they find out about it
    const context: RuleContext = { target, cluster: this.cluster };
    const asked = RULES.filter((rule) => appliesTo(rule, target) && isAsked(rule));
    this.asked = new Set(asked);
    this.podRules = new PodRules(asked, target, this.cluster);
    this.objectRules = new ObjectRules(asked, context);
  }

  /** What has the fields of an object that fits, with values of the same types, fits as well. */
  private fit(objects: readonly KubernetesObject[]): Fitted[] {
    const kinship = new Kinship<KubernetesObject>();
    const firsts = new Map<KubernetesObject, Fitted>();
    return objects.map((given) => {
      const like = kinship.of(given);
      let first = firsts.get(like.kin.first);
      if (first === undefined) {
        first = fitted(like.kin.first, this.target);
        firsts.set(like.kin.first, first);
      }
      if (!isFlawless(first)) return given === first.given ? first : fitted(given, this.target);
      return { given, object: given, groupKind: first.groupKind, misfits: NONE, unknown: NONE, like };
    });
  }

  public judgement(): Judgement {
    const accepted: AcceptedFinding[] = [];
    const findings: Finding[] = [];
    for (const each of this.fitted) {
      for (const finding of this.unacknowledged(each, this.findingsOf(each), accepted)) {
        const reason = this.acceptanceOf(finding);
        if (reason === undefined) findings.push(finding);
        else accepted.push({ ...finding, reason });
      }
    }
    // what is accepted of one object is not accepted of the others
    const doAllFit = this.fitted.every(({ given, object, misfits }) => object === given && misfits.length === 0);
    return { findings: oncePerCause(findings), accepted, ...(doAllFit ? { cluster: this.cluster } : {}) };
  }

  private findingsOf(fitted: Fitted): readonly Finding[] {
    const { given, groupKind, problem, misfits, unknown } = fitted;
    const found = this.foundBelow(fitted);
    if (problem !== undefined && this.asked.has(unknownKind))
      found.unshift(this.finding(unknownKind, given, ofKind(given, problem), problem.path));
    if (misfits.length === 0 && unknown.length === 0) return withoutSuperseded(found);
    const byFields = [
      ...misfits.map((misfit) => this.finding(fieldType, given, misfit, misfit.path)),
      ...unknown.map((field) => this.finding(ruleOfFields(groupKind), given, field, field.path)),
    ];
    // rules did not see a misfit, nor a field by a wrong name: what they miss at its place is nothing new
    const unseen = [...[...misfits, ...unknown].map(({ path }) => path), ...unknown.flatMap(({ meant = [] }) => meant)];
    const isNew = ({ path }: Finding) => !unseen.some((place) => path === place || isBelow(path, place));
    return [...byFields.filter(({ rule }) => this.asked.has(rule)), ...withoutSuperseded(found.filter(isNew))];
  }

  private foundBelow({ given, object, groupKind, like }: Fitted): Finding[] {
    const all: Finding[] = [];
    const tell = (rule: Rule, found: readonly Found[]) => {
      for (const each of found) all.push(this.finding(rule, given, each, each.path));
    };
    this.objectRules.judge(object, groupKind, tell, like);
    const template = this.cluster.templateOf(object);
    if (template !== undefined) this.judgePod(given, template, like, all);
    return all;
  }

  private judgePod(
    given: KubernetesObject,
    template: PodTemplate,
    like: Like<KubernetesObject> | undefined,
    all: Finding[],
  ): void {
    const pod = new JudgedPod(template, this.target, this.cluster);
    const tell = (rule: Rule, found: readonly Found[]) => {
      const because = (rule.pods ?? PODS_OF_A_RULE).length === 1 ? pod.system.because : undefined;
      for (const each of found) all.push(this.finding(rule, given, each, pathOf(each, template), because));
    };
    this.podRules.judge(pod, tell, like);
  }

  private finding(rule: Rule, object: KubernetesObject, found: Found, path: string, because?: string): Finding {
    const { within, got, allowed, problem, cause, mend } = found;
    // what the rule says of code speaks of all cases
    const ofRule = found.fix === undefined ? rule.fixInCode : undefined;
    const severity = found.severity ?? severityIn(rule, this.target);
    const place = serverPath(path);
    return {
      rule,
      severity,
      object,
      path: place,
      within,
      got,
      // what the message says of an object has to be true, whatever a rule gives
      isMissing: got === undefined && (within !== undefined || valueAtServerPath(object, place) === undefined),
      allowed,
      problem,
      cause,
      fix: found.fix ?? rule.fix,
      fixInCode: found.fixInCode ?? ofRule,
      because: because && serverPath(because),
      mend,
    };
  }

  /** What the author has not accepted, and what is wrong with what the author says to have accepted. */
  private unacknowledged(
    { given, object }: Fitted,
    findings: readonly Finding[],
    accepted: AcceptedFinding[],
  ): readonly Finding[] {
    const acknowledged = acknowledgementsOf(object, this.cluster.templateOf(object));
    if (acknowledged.length === 0) return findings;
    const silenced = new Set<string>();
    const kept: Finding[] = [];
    for (const finding of findings) {
      const { id } = finding.rule;
      const acceptance = acknowledged.find((each) => each.id === id && each.reason !== '');
      if (acceptance === undefined) {
        kept.push(finding);
      } else {
        silenced.add(id);
        accepted.push({ ...finding, reason: acceptance.reason });
      }
    }
    for (const { id, reason, path } of acknowledged) {
      const rule = RULES.find((each) => each.id === id);
      const complain = (about: Rule, problem?: string) => {
        if (this.asked.has(about)) kept.push(this.finding(about, given, { path, got: reason, problem }, path));
      };
      if (id === undefined) complain(acknowledgementUnknown, `the annotation has to begin with ${ACKNOWLEDGE_PREFIX}`);
      else if (rule === undefined) complain(acknowledgementUnknown, noSuchRule(id));
      else if (reason === '') complain(acknowledgementReason);
      // what only a program can break no manifest shows
      else if (rule.bad !== undefined && this.asked.has(rule) && !silenced.has(id)) complain(acknowledgementStale);
    }
    return kept;
  }
}

/** One cause is one finding. A finding that is dropped itself, or that somebody accepts, supersedes all the same. */
function withoutSuperseded(found: readonly Finding[]): readonly Finding[] {
  const superseding = found.filter(({ rule }) => rule.supersedes !== undefined);
  if (superseding.length === 0) return found;
  return found.filter(
    ({ rule: { id }, path }) =>
      !superseding.some(
        (other) => other.rule.supersedes?.includes(id) && (path === other.path || isBelow(path, other.path)),
      ),
  );
}

function isBelow(path: string, other: string): boolean {
  return path.startsWith(`${other}.`) || path.startsWith(`${other}[`);
}

function ofKind(object: KubernetesObject, { path, problem, allowed, fix, isSure }: KindProblem): Found {
  return {
    path,
    got: object[path],
    problem,
    allowed,
    fix,
    ...(isSure && allowed !== undefined ? { mend: { set: allowed } } : {}),
  };
}

function fitted(given: KubernetesObject, target: Target): Fitted {
  const { shape, isComplete, problem } = shapeOf(given);
  const { value, misfits, unknown } = fitToShape(given, shape);
  return {
    given,
    object: value ?? given,
    groupKind: groupKindOf(given),
    problem,
    unknown: isComplete ? foundFields(given, unknown, shape, target) : [],
    misfits: misfits.map((misfit) => {
      const { path, got, expected } = misfit;
      return { path, got, allowed: expected, fix: typeAdvice(misfit) };
    }),
  };
}

function isFlawless({ given, object, problem, misfits, unknown }: Fitted): boolean {
  return object === given && problem === undefined && misfits.length === 0 && unknown.length === 0;
}

function pathOf({ path, below }: Found, template: PodTemplate): string {
  if (below === 'object') return path;
  if (below === 'template') return template.path === '' ? path : `${template.path}.${path}`;
  return pathInObject(template, path);
}
