import { ApiObject, type App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ACKNOWLEDGE_PREFIX } from '../lib/lint/acknowledgement';
import type { Finding } from '../lib/lint/finding';
import { lint } from '../lib/lint/lint';
import { type KubernetesObject, titleOf } from '../lib/manifests/kubernetes-object';
import { countsOf } from '../lib/report/counts';
import { sentence } from '../lib/report/sentence';
import acknowledgementReason from '../lib/rules/acknowledgement-reason';
import acknowledgementStale from '../lib/rules/acknowledgement-stale';
import acknowledgementUnknown from '../lib/rules/acknowledgement-unknown';
import { type Rule, SEVERITIES, type Severity } from '../lib/rules/rule';
import { RULES } from '../lib/rules/rules';
import { refuse } from './rendering/refusal';
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
   * The least severity that is shown. Errors always are.
   * @default RuleSeverity.WARNING
   */
  readonly severity?: RuleSeverity;
  /**
   * Ids of rules that are not asked at all. To accept one finding of a rule, use `WindowsRules.acknowledge` instead.
   * @default - all rules are asked
   */
  readonly disabledRules?: string[];
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
   * @throws When `disabledRules` names a rule that does not exist. The synthesis throws when a rule finds an error.
   */
  public static on(app: App, options: WindowsRulesOptions = {}): void {
    for (const [index, id] of (options.disabledRules ?? []).entries()) {
      refuseUnknown(id, 'the app', `WindowsRules.on, disabledRules[${index}]`);
    }
    if (!OPTIONS.has(app)) standBefore(app);
    OPTIONS.set(app, options);
  }

  /**
   * Accepts what a rule says about the objects of a construct. The reason goes into the manifests, as the annotation
   * `acknowledge.cdk8s-windows/<rule>`, where `cdk8s-windows lint` reads it as well. An acknowledgement that accepts nothing is
   * reported.
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
    ACKNOWLEDGED.set(scope, own.set(rule, { reason: reason.trim(), isNeeded: false }));
  }

  private constructor() {}
}

/** What rules said of an app: shown without a stack, since the mistakes are in manifests and not in a call. */
class RulesBroken extends Error {
  public constructor(text: string) {
    super(text);
    this.name = 'WindowsRules';
    this.stack = `${this.name}: ${text}`;
  }
}

/** What the rules do with an app that they judge already. */
const OPTIONS = new WeakMap<App, WindowsRulesOptions>();

/** What authors accept about the objects of a construct, by the ids of rules. */
const ACKNOWLEDGED = new WeakMap<IConstruct, Map<string, Acknowledged>>();

interface Acknowledged {
  readonly reason: string;
  /** Whether a finding was accepted so far. */
  isNeeded: boolean;
}

/** What is shown of a finding. */
interface Said {
  readonly severity: Severity;
  readonly text: string;
}

/** cdk8s validates an app once for each of its charts: whoever wants to look at it once has to stand before the synthesis. */
function standBefore(app: App): void {
  const { synth, synthYaml } = app;
  app.synth = () => {
    judge(app);
    synth.call(app);
  };
  app.synthYaml = () => {
    judge(app);
    return synthYaml.call(app);
  };
}

function judge(app: App): void {
  const { severity = RuleSeverity.WARNING, disabledRules = [] } = OPTIONS.get(app) ?? {};
  const isAsked = ({ id }: Rule) => !disabledRules.includes(id);
  const said = [...byCluster(app)].flatMap(([cluster, constructs]) => judgedFor(cluster, constructs, isAsked));
  said.push(...staleAcknowledgements(app));
  const least = SEVERITIES.indexOf(severity);
  const shown = said.filter((each) => SEVERITIES.indexOf(each.severity) <= least);
  if (shown.length === 0) return;
  // the gravest first, otherwise in the order of the app
  shown.sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
  const text = [...shown.map((each) => `${each.severity}: ${each.text}`), countsOf(shown)].join('\n\n');
  if (shown.some((each) => each.severity === 'error')) throw new RulesBroken(text);
  process.stderr.write(`${text}\n`);
}

/** Objects for one target are judged together: what one of them says about another holds in one cluster only. */
function byCluster(app: App): Map<TargetCluster, ApiObject[]> {
  const groups = new Map<TargetCluster, ApiObject[]>();
  for (const construct of app.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const cluster = TargetCluster.of(construct);
    const group = groups.get(cluster);
    if (group === undefined) groups.set(cluster, [construct]);
    else group.push(construct);
  }
  return groups;
}

function judgedFor(cluster: TargetCluster, constructs: readonly ApiObject[], isAsked: (rule: Rule) => boolean): Said[] {
  const places = new Map<KubernetesObject, ApiObject>();
  for (const construct of constructs) places.set(construct.toJson(), construct);
  const { _facts: platform, _minor: kubernetes, _hasOwnTaints: hasOwnTaints } = cluster;
  const target = { platform: platform.id === 'unknown' ? undefined : platform, kubernetes, hasOwnTaints };
  return lint([...places.keys()], { target, isAsked }).flatMap((finding) => {
    const construct = places.get(finding.object) as ApiObject;
    return isAcknowledged(finding.rule, construct) ? [] : [saidOf(finding, construct)];
  });
}

/** Whether the author accepts what a rule says here; the reason then goes into the manifest. */
function isAcknowledged({ id }: Rule, construct: ApiObject): boolean {
  // what stands nearest goes before what holds for all around it
  const nearest = [...construct.node.scopes].reverse();
  const accepted = nearest.map((scope) => ACKNOWLEDGED.get(scope)?.get(id)).find(Boolean);
  if (accepted === undefined) return false;
  accepted.isNeeded = true;
  construct.metadata.addAnnotation(`${ACKNOWLEDGE_PREFIX}${id}`, accepted.reason);
  return true;
}

function saidOf({ severity, rule, object, path, ...found }: Finding, { node }: ApiObject): Said {
  // the object of a workload is its child of this name
  const subject = `${node.path.replace(/\/(Resource|Default)$/, '')} (${titleOf(object)})`;
  return { severity, text: sentence({ ...found, rule, subject, field: path }) };
}

function staleAcknowledgements(app: App): Said[] {
  return app.node.findAll().flatMap((scope) =>
    [...(ACKNOWLEDGED.get(scope) ?? [])].flatMap(([id, { isNeeded }]) => {
      const field = 'WindowsRules.acknowledge';
      const text = sentence({ rule: acknowledgementStale, subject: scope.node.path, field, got: id });
      return isNeeded ? [] : [{ severity: acknowledgementStale.severity, text }];
    }),
  );
}

function refuseUnknown(id: string, subject: string, field: string): void {
  if (!RULES.some((rule) => rule.id === id)) refuse(acknowledgementUnknown, { subject, field, got: id });
}
