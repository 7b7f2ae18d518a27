import type { Finding } from '../lint/finding';
import { lint } from '../lint/lint';
import { type NamedPlatform, onlyNamed, ruleOf, severityOf, targetOf } from '../lint/settings';
import { isKubernetesObject, type KubernetesObject, titleOf } from '../manifests/kubernetes-object';
import { unfolded } from '../manifests/list-items';
import { readManifests } from '../manifests/manifest-text';
import { SourceFile } from '../manifests/source-file';
import { sentence } from '../report/sentence';
import { isAtLeast, type Severity } from '../rules/rule';

/** What the matchers may be told beside what they look at. */
export interface WindowsMatcherOptions {
  /** The platform that the manifests are for; without it only what holds everywhere is said. */
  readonly platform?: NamedPlatform;
  /** The Kubernetes version, such as `1.34`. */
  readonly kubernetes?: string;
  /** The least severity that fails: `error` by default, so that warnings and advice pass. */
  readonly failOn?: Severity;
}

/** What `toBreakWindowsRule` may be told. */
export interface BrokenRuleOptions extends Omit<WindowsMatcherOptions, 'failOn'> {
  /** The field, as the report names it: `spec.hostNetwork`. */
  readonly path?: string;
}

const OPTIONS: readonly (keyof WindowsMatcherOptions)[] = ['platform', 'kubernetes', 'failOn'];

/** What a matcher of vitest and of Jest gives back. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Matchers for tests of manifests, for vitest and Jest alike: `expect.extend(windowsMatchers)`.
 *
 * They take a cdk8s chart, app or object, objects of Kubernetes, or YAML.
 */
export const windowsMatchers = {
  /** Passes when no rule finds an error. */
  toFollowWindowsRules(received: unknown, options: WindowsMatcherOptions = {}): MatcherResult {
    onlyNamed(options, OPTIONS, 'toFollowWindowsRules');
    const failOn = severityOf(options.failOn ?? 'error', 'failOn');
    const findings = findingsIn(received, options).filter(({ severity }) => isAtLeast(severity, failOn));
    return {
      pass: findings.length === 0,
      message: () =>
        findings.length === 0
          ? `The manifests follow the rules for Windows, and were expected to break one (failOn: ${failOn}).`
          : findings.map(saidOf).join('\n\n'),
    };
  },

  /** Passes when that rule finds something, at that path if one is given: `spec.hostNetwork`. */
  toBreakWindowsRule(received: unknown, id: string, options: BrokenRuleOptions = {}): MatcherResult {
    const expected = ruleOf(id, 'toBreakWindowsRule');
    onlyNamed(options, ['platform', 'kubernetes', 'path'], 'toBreakWindowsRule');
    const { path } = options;
    const all = findingsIn(received, options);
    const found = all.filter(({ rule, path: at }) => rule === expected && (path === undefined || at === path));
    const others = all.map(saidOf).join('\n\n') || 'No rule found anything.';
    return {
      pass: found.length > 0,
      message: () =>
        found.length > 0
          ? found.map(saidOf).join('\n\n')
          : `The manifests do not break the rule '${id}'${path === undefined ? '' : ` at ${path}`}. ${others}`,
    };
  },
};

declare global {
  // what Jest and vitest both look up for the types of their matchers
  namespace jest {
    interface Matchers<R> {
      /** Passes when no rule of cdk8s-windows finds an error in the manifests. */
      toFollowWindowsRules(options?: WindowsMatcherOptions): R;
      /** Passes when that rule of cdk8s-windows finds something, at that path if one is given. */
      toBreakWindowsRule(id: string, options?: BrokenRuleOptions): R;
    }
  }
}

function findingsIn(received: unknown, { platform, kubernetes }: WindowsMatcherOptions): Finding[] {
  const objects = objectsIn(received);
  if (objects.length === 0) throw new Error('There is no object of Kubernetes in what was given to expect().');
  return lint(objects, { target: targetOf({ platform, kubernetes }, (name) => name) });
}

/** A chart and an object render themselves, an app by its charts: its own synthesis may have rules that stop it. */
function objectsIn(received: unknown): KubernetesObject[] {
  if (typeof received === 'string') return objectsInText(received);
  if (Array.isArray(received)) return received.flatMap(objectsIn);
  if (isKubernetesObject(received) && !isRenderable(received)) return objectsInList(received);
  if (has(received, 'synthYaml') && 'charts' in received) return objectsIn(received.charts);
  if (isRenderable(received)) return objectsIn(received.toJson());
  throw new Error('expect() takes a chart, an app, objects of Kubernetes or YAML.');
}

function objectsInList(list: KubernetesObject): KubernetesObject[] {
  return unfolded(list).map(({ value, prefix }) => {
    if (isKubernetesObject(value)) return value;
    throw new Error(
      `${prefix.slice(0, -1)} of a ${list.kind} in what was given to expect() is no object of Kubernetes.`,
    );
  });
}

function objectsInText(text: string): KubernetesObject[] {
  const { objects, unreadable } = readManifests(new SourceFile('the manifests', text));
  if (unreadable.length > 0)
    throw new Error(unreadable.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  return objects.map(({ object }) => object);
}

function isRenderable(value: unknown): value is { toJson: () => unknown } {
  return has(value, 'toJson');
}

function has<Name extends string>(value: unknown, method: Name): value is Record<Name, () => unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[method] === 'function'
  );
}

function saidOf({ object, path, ...found }: Finding): string {
  return sentence({ ...found, subject: titleOf(object), field: path });
}
