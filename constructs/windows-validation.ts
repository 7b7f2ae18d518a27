import { readFileSync } from 'node:fs';
import { lint } from '../lib/lint/lint';
import { type PlacedFinding, placed } from '../lib/lint/placed-finding';
import { fileText } from '../lib/manifests/file-text';
import { type ManifestText, readManifests } from '../lib/manifests/manifest-text';
import { SourceFile } from '../lib/manifests/source-file';
import { kubernetesMinor } from '../lib/platforms/kubernetes-version';
import { PLATFORMS } from '../lib/platforms/platforms';
import type { Target } from '../lib/platforms/target';
import { foundIn } from '../lib/report/message';
import { SEVERITIES, type Severity } from '../lib/rules/rule';
import { RULES } from '../lib/rules/rules';

/** What stands under `properties` in `cdk8s.yaml`. */
interface Properties {
  readonly platform?: string;
  readonly kubernetes?: string;
  readonly severity?: string;
  readonly failOn?: string;
  readonly disabledRules?: readonly string[];
}

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
 *           severity: warning      # the least severity that is reported; info by default
 *           failOn: error          # the least severity that fails the synthesis; error by default
 *           disabledRules: []
 *
 * @internal
 */
export class WindowsValidation {
  private readonly target: Target;
  private readonly shown: Severity;
  private readonly failing: Severity;
  private readonly disabled: readonly string[];

  /** @throws When a property is unknown, or has a value that means nothing. */
  public constructor(properties: object = {}) {
    const unknown = Object.keys(properties).find((key) => !KNOWN.includes(key));
    if (unknown !== undefined) throw wrong(unknown, `is no property; there are ${KNOWN.join(', ')}`);
    const { platform, kubernetes, severity = 'info', failOn = 'error', disabledRules = [] } = properties as Properties;
    this.target = targetOf(platform, kubernetes);
    this.shown = severityOf('severity', severity);
    this.failing = severityOf('failOn', failOn);
    for (const id of disabledRules) {
      if (!RULES.some((rule) => rule.id === id))
        throw wrong('disabledRules', `names '${id}', and there is no such rule`);
    }
    this.disabled = disabledRules;
  }

  /** Called by cdk8s-cli once all manifests are written. */
  public async validate({ manifests: paths, report }: ValidationContext): Promise<void> {
    const files = paths.map(read);
    const objects = files.flatMap((file) => file.objects);
    const isAsked = ({ id }: { id: string }) => !this.disabled.includes(id);
    const found = lint(
      objects.map(({ object }) => object),
      { target: this.target, isAsked },
    );
    const all = placed(found, objects);
    const findings = all.filter(({ severity }) => isAtLeast(severity, this.shown));
    const names = objects.map(({ object }) => object.metadata?.name);
    const isUnique = (name: unknown) => names.filter((other) => other === name).length === 1;
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
    });
  }
}

const KNOWN = ['platform', 'kubernetes', 'severity', 'failOn', 'disabledRules'];

function wrong(property: string, problem: string): Error {
  return new Error(`cdk8s.yaml, WindowsValidation: ${property} ${problem}.`);
}

function severityOf(property: string, value: string): Severity {
  const known = SEVERITIES.find((severity) => severity === value);
  if (known === undefined) throw wrong(property, `is '${value}', and can be ${SEVERITIES.join(', ')}`);
  return known;
}

function targetOf(platform: string | undefined, version: string | undefined): Target {
  const facts = Object.values(PLATFORMS).find(({ id }) => id === platform);
  if (platform !== undefined && facts === undefined) {
    throw wrong('platform', `is '${platform}', and can be ${Object.keys(PLATFORMS).join(', ')}`);
  }
  const kubernetes = version === undefined ? undefined : kubernetesMinor(version);
  if (version !== undefined && kubernetes === undefined) {
    throw wrong('kubernetes', `is ${JSON.stringify(version)}, and has to be a version in quotes, such as '1.34'`);
  }
  return { platform: facts, kubernetes };
}

function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
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
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups].sort(([one], [other]) => one.localeCompare(other)).map(([, group]) => group);
}

/** What one rule found, object by object. */
function violationOf(findings: readonly PlacedFinding[], isUnique: (name: unknown) => boolean): Violation {
  const [{ rule, severity, fix }] = findings;
  const objects = [...new Set(findings.map(({ object }) => object))];
  return {
    ruleName: `${rule.id} (${severity})`,
    recommendation: `${rule.summary} ${rule.why}`,
    fix: `${fix} See ${rule.reference}`,
    violatingResources: objects.map((object) => {
      const ofObject = findings.filter((finding) => finding.object === object);
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
