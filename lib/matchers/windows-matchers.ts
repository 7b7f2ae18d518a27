import type { Finding } from '../lint/finding';
import { lint } from '../lint/lint';
import { type NamedPlatform, onlyNamed, ruleOf, severityOf, targetOf } from '../lint/settings';
import { titleOf } from '../manifests/kubernetes-object';
import { sentence } from '../report/sentence';
import { isAtLeast, type Severity } from '../rules/rule';
import { forAuthor } from './author-lines';
import { type ExpectedFlow, type ExpectedFlowOptions, type FlowMatcherState, flowResult } from './expected-flow';
import type { MatcherResult } from './matcher-result';
import { receivedObjects } from './received-objects';

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

export type { ExpectedFlow, ExpectedFlowOptions } from './expected-flow';
export type { MatcherResult } from './matcher-result';

/**
 * Matchers for tests of manifests, for vitest and Jest alike: `expect.extend(windowsMatchers)`.
 *
 * They take a cdk8s chart, app or object, objects of Kubernetes, or YAML.
 */
export const windowsMatchers = {
  /** Passes when no rule finds an error. */
  toFollowWindowsRules(received: unknown, options: WindowsMatcherOptions = {}): MatcherResult {
    return forAuthor(windowsMatchers.toFollowWindowsRules, () => followingResult(received, options));
  },

  /** Passes when that rule finds something, at that path if one is given: `spec.hostNetwork`. */
  toBreakWindowsRule(received: unknown, id: string, options: BrokenRuleOptions = {}): MatcherResult {
    return forAuthor(windowsMatchers.toBreakWindowsRule, () => breakingResult(received, id, options));
  },

  /** Passes when the network policies let a connection through, on Linux and on Windows nodes. */
  toAllow(
    this: FlowMatcherState,
    received: unknown,
    flow: ExpectedFlow,
    options: ExpectedFlowOptions = {},
  ): MatcherResult {
    return forAuthor(windowsMatchers.toAllow, () =>
      flowResult('toAllow', this, receivedObjects(received), flow, options),
    );
  },

  /** Passes when the network policies let a connection through neither on Linux nor on Windows nodes. */
  toDeny(
    this: FlowMatcherState,
    received: unknown,
    flow: ExpectedFlow,
    options: ExpectedFlowOptions = {},
  ): MatcherResult {
    return forAuthor(windowsMatchers.toDeny, () =>
      flowResult('toDeny', this, receivedObjects(received), flow, options),
    );
  },
};

function followingResult(received: unknown, options: WindowsMatcherOptions): MatcherResult {
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
}

function breakingResult(received: unknown, id: string, options: BrokenRuleOptions): MatcherResult {
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
}

declare global {
  // what Jest and vitest both look up for the types of their matchers
  namespace jest {
    interface Matchers<R> {
      /** Passes when no rule of cdk8s-windows finds an error in the manifests. */
      toFollowWindowsRules(options?: WindowsMatcherOptions): R;
      /** Passes when that rule of cdk8s-windows finds something, at that path if one is given. */
      toBreakWindowsRule(id: string, options?: BrokenRuleOptions): R;
      /** Passes when the network policies in the manifests let a connection through, on Linux and on Windows nodes. */
      toAllow(flow: ExpectedFlow, options?: ExpectedFlowOptions): R;
      /** Passes when they let it through neither on Linux nor on Windows nodes. */
      toDeny(flow: ExpectedFlow, options?: ExpectedFlowOptions): R;
    }
  }
}

function findingsIn(received: unknown, { platform, kubernetes }: WindowsMatcherOptions): Finding[] {
  return lint(receivedObjects(received), { target: targetOf({ platform, kubernetes }, (name) => name) });
}

function saidOf({ object, path, ...found }: Finding): string {
  return sentence({ ...found, subject: titleOf(object), field: path });
}
