import { readFileSync } from 'node:fs';
import { judged } from '../lib/lint/lint';
import { type PlacedFinding, placed } from '../lib/lint/placed-finding';
import { onlyNamed, rulesOf, severityOf, targetOf, WrongSetting } from '../lib/lint/settings';
import { fileText } from '../lib/manifests/file-text';
import type { KubernetesObject } from '../lib/manifests/kubernetes-object';
import { type ManifestText, readManifests } from '../lib/manifests/manifest-text';
import { SourceFile } from '../lib/manifests/source-file';
import type { Target } from '../lib/platforms/target';
import { foundIn } from '../lib/report/message';
import { isAtLeast, type Rule, SEVERITIES, type Severity } from '../lib/rules/rule';

/** What may stand under `properties` in `cdk8s.yaml`. */
const KNOWN = ['platform', 'kubernetes', 'severity', 'failOn', 'disable'] as const;

/** What cdk8s-cli hands to a validation (cdk8s-team/cdk8s-cli `src/plugins/validation.ts`). */
interface ValidationContext {
  /** The paths of the manifests. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }[];
}

/**
 * The rules as a validation of cdk8s-cli: `cdk8s synth` runs them over what the app has written, whatever wrote it.
 *
 *     validations:
 *       - package: ./node_modules/cdk8s-windows
 *         version: 0.1.0
 *         class: WindowsValidation
 *         properties:
 *           platform: aks          # what the manifests are for; without it only what holds everywhere is said
 *           kubernetes: '1.34'
 *           severity: warning      # the least severity that is reported; info by default; what fails always is
 *           failOn: error          # the least severity that fails the synthesis; error by default
 *           disable: []            # ids of rules that are not asked
 *
 * @internal
 */
export class WindowsValidation {
  private readonly target: Target;
  private readonly shown: Severity;
  private readonly failing: Severity;
  private readonly disabled: ReadonlySet<Rule>;

  /** @throws When a property is unknown, or has a value that means nothing. */
  public constructor(properties: object = {}) {
    try {
      onlyNamed(properties, KNOWN, PLACE);
      const { platform, kubernetes, severity = 'info', failOn = 'error', disable = [] } = properties;
      this.target = targetOf({ platform, kubernetes }, placeOf);
      this.failing = severityOf(failOn, placeOf('failOn'));
      const least = severityOf(severity, placeOf('severity'));
      this.shown = isAtLeast(least, this.failing) ? this.failing : least;
      this.disabled = rulesOf(disable, placeOf('disable'));
    } catch (error) {
      // the mistake is in a file and not in a call
      if (error instanceof WrongSetting) error.stack = error.message;
      throw error;
    }
  }

  /** Called by cdk8s-cli once all manifests are written. */
  public async validate({ manifests: paths, report }: ValidationContext): Promise<void> {
    const files = paths.map(read);
    const objects = files.flatMap((file) => file.objects);
    const isAsked = (rule: Rule) => !this.disabled.has(rule);
    const { findings: found, accepted } = judged(
      objects.map(({ object }) => object),
      { target: this.target, isAsked },
    );
    const all = placed(found, objects);
    const findings = all.filter(({ severity }) => isAtLeast(severity, this.shown));
    const isUnique = uniqueIn(objects.map(({ object }) => object.metadata?.name));
    for (const group of grouped(findings)) report.addViolation(violationOf(group, isUnique));
    const unreadable = files.flatMap((file) => file.unreadable);
    for (const { file, line, message } of unreadable) {
      report.addViolation({
        ruleName: 'unreadable (error)',
        recommendation: message,
        fix: 'Mend the file.',
        violatingResources: [{ resourceName: file, locations: [`${file}:${line ?? 1}`], manifestPath: file }],
      });
    }
    // the command line takes a synthesis without manifests for a success
    const isEmpty = objects.length === 0;
    const fails = isEmpty || unreadable.length > 0 || all.some(({ severity }) => isAtLeast(severity, this.failing));
    report.submit(fails ? 'failure' : 'success', {
      objects: isEmpty ? '0: cdk8s-cli reads files that end with .yaml' : String(objects.length),
      ...Object.fromEntries(
        SEVERITIES.map((severity) => [
          `${severity}s`,
          String(findings.filter((finding) => finding.severity === severity).length),
        ]),
      ),
      accepted: String(accepted.length),
    });
  }
}

const PLACE = 'cdk8s.yaml, validation WindowsValidation, properties';

function placeOf(property: string): string {
  return `${PLACE}.${property}`;
}

function read(path: string): Pick<ManifestText, 'objects' | 'unreadable'> {
  const source = fileText(path, readFileSync(path));
  if (source instanceof SourceFile) return readManifests(source);
  return { objects: [], unreadable: [{ file: path, line: source.line, message: source.message }] };
}

/** Those of one rule, severity and way out together, the gravest first: a violation of cdk8s-cli has one fix for all. */
function grouped(findings: readonly PlacedFinding[]): readonly PlacedFinding[][] {
  const groups = new Map<string, PlacedFinding[]>();
  for (const finding of findings) {
    const key = `${SEVERITIES.indexOf(finding.severity)} ${finding.rule.id} ${finding.fix}`;
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [finding]);
    else same.push(finding);
  }
  return [...groups].sort(([one], [other]) => one.localeCompare(other)).map(([, group]) => group);
}

function uniqueIn(names: readonly unknown[]): (name: unknown) => boolean {
  const seen = new Set<unknown>();
  const twice = new Set(names.filter((name) => seen.size === seen.add(name).size));
  return (name) => seen.has(name) && !twice.has(name);
}

/** What one rule found, object by object. */
function violationOf(findings: readonly PlacedFinding[], isUnique: (name: unknown) => boolean): Violation {
  const [{ rule, severity, fix }] = findings;
  const byObject = new Map<KubernetesObject, PlacedFinding[]>();
  for (const finding of findings) {
    const same = byObject.get(finding.object);
    if (same === undefined) byObject.set(finding.object, [finding]);
    else same.push(finding);
  }
  return {
    ruleName: `${rule.id} (${severity})`,
    recommendation: `${rule.summary} ${rule.why}`,
    fix: `${fix} See ${rule.reference}`,
    violatingResources: [...byObject].map(([object, ofObject]) => {
      const name = object.metadata?.name ?? '';
      return {
        // cdk8s-cli looks the construct up by the name alone: two objects of one name would be taken for each other
        resourceName: isUnique(name) ? name : `${object.kind}/${name}`,
        locations: ofObject.map((finding) => `${object.kind}/${name}, line ${finding.start.line}: ${foundIn(finding)}`),
        manifestPath: ofObject[0].file.name,
      };
    }),
  };
}
