import { ApiObject, type App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { appliesTo } from '../lib/lint/applicability';
import type { Finding } from '../lib/lint/finding';
import { judged } from '../lib/lint/lint';
import type { Cluster } from '../lib/manifests/cluster';
import { type KubernetesObject, titleOf } from '../lib/manifests/kubernetes-object';
import { pathInList } from '../lib/manifests/list-items';
import { countsOf } from '../lib/report/counts';
import { fieldOf } from '../lib/report/message';
import { noSuchRule } from '../lib/report/no-such-rule';
import { adviceOn, foundAt } from '../lib/report/sentence';
import acknowledgementReason from '../lib/rules/acknowledgement-reason';
import acknowledgementStale from '../lib/rules/acknowledgement-stale';
import acknowledgementUnknown from '../lib/rules/acknowledgement-unknown';
import isolationEngine from '../lib/rules/isolation-engine';
import isolationPromise from '../lib/rules/isolation-promise';
import { isAtLeast, type Rule, SEVERITIES, type Severity } from '../lib/rules/rule';
import { RULES } from '../lib/rules/rules';
import type { Violation } from '../lib/rules/violation';
import { ledgerOf } from './rendering/isolation-ledger';
import { type BrokenHere, brokenFor } from './rendering/isolation-promises';
import { unstatedEngine } from './rendering/policy-engine';
import { placeOf, refuse } from './rendering/refusal';
import { type RenderedObject, renderedObjects, writeAcknowledgement } from './rendering/rendered-object';
import { Rendering } from './rendering/rendering';
import { TargetCluster } from './target-cluster';

/** How much a finding matters. */
export enum RuleSeverity {
  /** It will be refused or will fail. */
  ERROR = 'error',
  /** It silently means something else, or may fail. */
  WARNING = 'warning',
  /** Advice. */
  INFO = 'info',
}

/** What the rules do with an app. */
export interface WindowsRulesOptions {
  /**
   * The least severity that is shown. What stops the synthesis always is.
   * @default RuleSeverity.WARNING
   */
  readonly severity?: RuleSeverity;
  /**
   * The least severity that stops the synthesis.
   * @default RuleSeverity.ERROR
   */
  readonly failOn?: RuleSeverity;
  /**
   * Ids of rules that are not asked at all. To accept one finding of a rule, use `WindowsRules.acknowledge` instead.
   * @default - all rules are asked
   */
  readonly disable?: string[];
}

/**
 * The rules of this package over everything that an app synthesizes, whatever made it: these constructs, cdk8s-plus,
 * generated classes, or an included file. They run once per synth over the finished manifests. Errors stop it, and nothing is
 * written; the rest goes to stderr.
 *
 * `WindowsApp` asks them by itself. What the manifests are for, they take from `TargetCluster`.
 *
 * @example
 *
 * import { App, Chart, Include } from 'cdk8s';
 * import { TargetCluster, WindowsRules } from 'cdk8s-windows';
 *
 * const app = new App();
 * TargetCluster.eks({ kubernetesVersion: '1.34' }).applyTo(app);
 * WindowsRules.on(app);
 *
 * const agents = new Chart(app, 'agents', { namespace: 'agents' });
 * const exporter = new Include(agents, 'exporter', { url: 'windows-exporter.yaml' });
 * WindowsRules.acknowledge(exporter, 'resource-limits', 'The vendor sizes it, see the support contract.');
 * app.synth();
 */
export class WindowsRules {
  /**
   * Lets the rules judge an app whenever it is synthesized, by `app.synth()` or `app.synthYaml()`.
   *
   * @param app Any app of cdk8s.
   * @param options What they do with it.
   * @throws When `disable` names a rule that does not exist. The synthesis throws when a rule finds an error.
   */
  public static on(app: App, options: WindowsRulesOptions = {}): void {
    for (const [index, id] of (options.disable ?? []).entries()) {
      refuseUnknown(id, 'the app', `WindowsRules.on, disable[${index}]`);
    }
    standBefore(app);
    OPTIONS.set(app, options);
  }

  /**
   * The same for an app that asks the rules itself when it is synthesized.
   *
   * @internal
   */
  public static _askedBy(app: App, options: WindowsRulesOptions = {}): void {
    JUDGED.add(app);
    WindowsRules.on(app, options);
  }

  /**
   * @throws When a rule finds an error.
   * @internal
   */
  public static _judge(rendering: Rendering): void {
    judge(rendering);
  }

  /**
   * Lets the promises of isolations be judged whenever an app is synthesized, whether or not the rules judge it.
   * @internal
   */
  public static _judgeIsolations(root: IConstruct): void {
    if ('synthYaml' in root) standBefore(root as App);
  }

  /**
   * Accepts what a rule says about the objects of a construct. The reason goes into the manifests, as the annotation
   * `acknowledge.cdk8s-windows/<rule>`, where `cdk8s-windows lint` reads it as well; for what an isolation promises
   * (`isolation-promise`) into those of all its policies. An acknowledgement that accepts nothing is reported.
   *
   * @param scope A workload, any other construct, or a chart.
   * @param rule The id of the rule, as the finding shows it.
   * @param reason Why it is accepted.
   * @throws When there is no such rule, or no reason.
   */
  public static acknowledge(scope: IConstruct, rule: string, reason: string): void {
    const subject = scope.node.path || 'the app';
    refuseUnknown(rule, subject, 'WindowsRules.acknowledge');
    if (reason.trim() === '') {
      refuse(acknowledgementReason, { subject, field: 'WindowsRules.acknowledge, reason', got: reason });
    }
    const own = ACKNOWLEDGED.get(scope) ?? new Map<string, Acknowledged>();
    ACKNOWLEDGED.set(scope, own.set(rule, { reason: reason.trim() }));
  }

  private constructor() {}
}

/** What rules said of an app: shown without a stack, since the mistakes are in manifests and not in a call. */
class RulesBroken extends Error {
  /** @param stacks The author's lines of calls that are broken: of several the message alone tells which is whose. */
  public constructor(text: string, stacks: readonly string[]) {
    super(text);
    this.name = 'WindowsRules';
    this.stack = [`${this.name}: ${text}`, ...(stacks.length === 1 ? stacks : [])].join('\n');
  }
}

/** What the rules do with an app that they judge already. */
const OPTIONS = new WeakMap<App, WindowsRulesOptions>();

/** Apps that are looked at before they are synthesized. */
const JUDGED = new WeakSet<App>();

/** What authors accept about the objects of a construct, by the ids of rules. */
const ACKNOWLEDGED = new WeakMap<IConstruct, Map<string, Acknowledged>>();

interface Acknowledged {
  readonly reason: string;
}

/** What is shown of a finding, or of several to which one advice belongs. */
interface Said {
  readonly severity: Severity;
  /** What was found. */
  readonly found: string[];
  readonly advice: string;
}

/** cdk8s validates an app once for each of its charts: whoever wants to look at it once has to stand before the synthesis. */
function standBefore(app: App): void {
  if (JUDGED.has(app)) return;
  JUDGED.add(app);
  const { synth, synthYaml } = app;
  app.synth = () => {
    judge(new Rendering(app));
    synth.call(app);
  };
  app.synthYaml = () => {
    judge(new Rendering(app));
    return synthYaml.call(app);
  };
}

function judge(rendering: Rendering): void {
  const { app } = rendering;
  const options = OPTIONS.get(app);
  const { severity = RuleSeverity.WARNING, failOn = RuleSeverity.ERROR, disable = [] } = options ?? {};
  if (disable.length > 0 && RULES.every(({ id }) => disable.includes(id))) return;
  const judging = new Judging(rendering, (rule) =>
    options === undefined ? rule === isolationPromise : !disable.includes(rule.id),
  );
  for (const [cluster, constructs] of byCluster(rendering)) judging.look(cluster, constructs, options !== undefined);
  judging.lookForStale();
  const shown = judging.said.filter((each) => isAtLeast(each.severity, severity) || isAtLeast(each.severity, failOn));
  if (shown.length === 0) return;
  // the gravest first, otherwise in the order of the app
  shown.sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
  const accepted = judging.accepted === 0 ? '' : ` (${judging.accepted} accepted)`;
  const counts = countsOf(shown.flatMap(({ severity: one, found }) => found.map(() => ({ severity: one }))));
  const text = [...shown.map(textOf), counts + accepted].join('\n\n');
  if (shown.some((each) => isAtLeast(each.severity, failOn))) throw new RulesBroken(text, judging.stacks);
  process.stderr.write(`${text}\n`);
}

function textOf({ severity, found, advice }: Said): string {
  return [...found.map((each) => `${severity}: ${each}`), advice].join('\n');
}

/** Objects for one target are judged together: what one of them says about another holds in one cluster only. */
function byCluster({ constructs }: Rendering): Map<TargetCluster, ApiObject[]> {
  const groups = new Map<TargetCluster, ApiObject[]>();
  for (const construct of constructs) {
    if (!ApiObject.isApiObject(construct)) continue;
    const cluster = TargetCluster.of(construct);
    const group = groups.get(cluster);
    if (group === undefined) groups.set(cluster, [construct]);
    else group.push(construct);
  }
  return groups;
}

/** One look at an app. */
class Judging {
  public readonly said: Said[] = [];
  /** The author's lines of what is expected and is not so. */
  public readonly stacks: string[] = [];
  /** How many findings the author has accepted. */
  public accepted = 0;
  private readonly needed = new Set<Acknowledged>();

  public constructor(
    private readonly rendering: Rendering,
    private readonly isAsked: (rule: Rule) => boolean,
  ) {}

  public look(cluster: TargetCluster, constructs: readonly ApiObject[], hasRules: boolean): void {
    const rendered = new Map<KubernetesObject, RenderedObject>();
    for (const construct of constructs)
      for (const each of renderedObjects(construct, this.rendering)) rendered.set(each.object, each);
    const known = hasRules ? this.lookByRules(cluster, rendered) : undefined;
    const all = [...rendered.values()];
    const objects = [...rendered.keys()];
    if (hasRules && this.isAsked(isolationEngine)) this.lookForEngine(cluster, objects, all);
    if (!this.isAsked(isolationPromise)) return;
    for (const broken of brokenFor(this.rendering.app, cluster, objects, known)) {
      // what is expected in so many words is taken away rather than accepted
      if (broken.stack !== undefined || !this.accepts(isolationPromise, broken.scopes, all)) this.sayBroken(broken);
    }
  }

  private lookForEngine(
    cluster: TargetCluster,
    objects: readonly KubernetesObject[],
    all: readonly RenderedObject[],
  ): void {
    const unstated = unstatedEngine(cluster, objects);
    if (unstated === undefined) return;
    for (const { scope, promise } of ledgerOf(this.rendering.app).members) {
      const isMeant = promise.isForWindows && TargetCluster.of(scope) === cluster;
      if (isMeant && !this.accepts(isolationEngine, [scope], all))
        this.said.push(saidOn('warning', { ...unstated, subject: promise.path }));
    }
  }

  /** Whether the author of an isolation accepts what a rule says of it; all its objects then say why. */
  private accepts(rule: Rule, isolations: readonly IConstruct[], all: readonly RenderedObject[]): boolean {
    const accepting = isolations.filter((scope) => acceptedAt(scope, rule) !== undefined);
    for (const scope of accepting)
      for (const rendered of all) if (rendered.construct.node.scopes.includes(scope)) this.acceptanceOf(rule, rendered);
    if (accepting.length === 0) return false;
    this.accepted++;
    return true;
  }

  private sayBroken({ paths, field, flow, problem, fix, stack }: BrokenHere): void {
    const place = stack === undefined ? undefined : placeOf(stack);
    if (stack) this.stacks.push(stack);
    const call = field !== undefined && place !== undefined ? `${field} at ${place}` : field;
    const words = { field: call === undefined ? flow : `${call}, ${flow}`, isMissing: false, problem };
    const found = foundAt({ rule: isolationPromise, subject: paths.join(' and '), ...words });
    const advice = adviceOn({ rule: isolationPromise, fix });
    const alike = this.said.find((each) => each.advice === advice);
    if (alike === undefined) this.said.push({ severity: isolationPromise.severity, found: [found], advice });
    else alike.found.push(found);
  }

  /** @returns The objects as the rules have gone through them, where all fit. */
  private lookByRules(
    cluster: TargetCluster,
    rendered: ReadonlyMap<KubernetesObject, RenderedObject>,
  ): Cluster | undefined {
    const placeOf = ({ object }: Finding) => rendered.get(object) as RenderedObject;
    const {
      findings,
      accepted,
      cluster: known,
    } = judged([...rendered.keys()], {
      target: cluster._target,
      isAsked: this.isAsked,
      acceptanceOf: (finding) => this.acceptanceOf(finding.rule, placeOf(finding)),
    });
    this.accepted += accepted.length;
    for (const finding of findings) this.said.push(saidOf(finding, placeOf(finding)));
    return known;
  }

  /** Acknowledgements of rules that were asked and found nothing there. */
  public lookForStale(): void {
    for (const scope of this.rendering.constructs) {
      for (const [id, acknowledged] of ACKNOWLEDGED.get(scope) ?? []) {
        const rule = RULES.find((each) => each.id === id) as Rule;
        if (this.needed.has(acknowledged) || !this.isAskedIn(scope, rule)) continue;
        const field = 'WindowsRules.acknowledge';
        this.said.push(
          saidOn(acknowledgementStale.severity, {
            rule: acknowledgementStale,
            subject: scope.node.path || 'the app',
            field,
            got: id,
          }),
        );
      }
    }
  }

  private isAskedIn(scope: IConstruct, rule: Rule): boolean {
    if (!this.isAsked(rule) || !this.isAsked(acknowledgementStale)) return false;
    return scope.node.findAll().some((construct) => appliesTo(rule, TargetCluster.of(construct)._target));
  }

  /** Why the author accepts what a rule says here, where he does; the reason then goes into the manifest. */
  private acceptanceOf(rule: Rule, rendered: RenderedObject): string | undefined {
    const accepted = acceptedAt(rendered.construct, rule);
    if (accepted === undefined) return undefined;
    this.needed.add(accepted);
    writeAcknowledgement(rendered, rule.id, accepted.reason);
    this.rendering.forget(rendered.construct);
    return accepted.reason;
  }
}

/** What stands nearest goes before what holds for all around it. */
function acceptedAt({ node }: IConstruct, { id }: Rule): Acknowledged | undefined {
  return [...node.scopes]
    .reverse()
    .map((scope) => ACKNOWLEDGED.get(scope)?.get(id))
    .find(Boolean);
}

function saidOf(finding: Finding, { construct: { node }, prefix }: RenderedObject): Said {
  const { severity, object, fix, fixInCode = fix } = finding;
  const path = pathInList(prefix, finding.path);
  // the object of a workload is its child of this name
  const subject = `${node.path.replace(/\/(Resource|Default)$/, '')} (${titleOf(object)})`;
  // whoever wrote it by our constructs changes it there
  const isOurs = node.scope !== undefined && TargetCluster._wasRead(node.scope);
  const words = { subject, field: fieldOf({ ...finding, path }), fix: isOurs ? fixInCode : fix };
  return saidOn(severity, { ...finding, ...words });
}

function saidOn(severity: Severity, violation: Violation): Said {
  return { severity, found: [foundAt(violation)], advice: adviceOn(violation) };
}

function refuseUnknown(id: string, subject: string, field: string): void {
  if (!RULES.some((rule) => rule.id === id)) {
    refuse(acknowledgementUnknown, { subject, field, got: id, problem: noSuchRule(id) });
  }
}
