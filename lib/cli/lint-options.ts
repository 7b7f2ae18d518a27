import { kubernetesMinor } from '../platforms/kubernetes-version';
import type { PlatformId } from '../platforms/platform';
import { PLATFORMS } from '../platforms/platforms';
import type { Target } from '../platforms/target';
import { didYouMean } from '../report/did-you-mean';
import { type Rule, SEVERITIES, type Severity } from '../rules/rule';
import { RULES } from '../rules/rules';
import type { OptionTypes } from './arguments';
import { UsageError } from './usage-error';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** What may stand in a configuration file as well. */
export const CONFIGURABLE: OptionTypes = {
  platform: 'text',
  kubernetes: 'text',
  format: 'text',
  severity: 'text',
  rule: 'text',
  disable: 'text',
  quiet: 'flag',
  'no-color': 'flag',
};

export const LINT_OPTIONS: OptionTypes = { ...CONFIGURABLE, config: 'text', fix: 'flag', 'fix-dry-run': 'flag' };

/** Values of an option, and where they were given: `--rule`, `cdk8s-windows.yaml:3: rule`. */
export interface Given {
  readonly values: readonly string[];
  readonly where: string;
}

export interface LintOptions {
  readonly target: Target;
  readonly format: Format;
  /** The mildest severity that is shown. */
  readonly severity: Severity;
  readonly isAsked: (rule: Rule) => boolean;
  readonly quiet: boolean;
  readonly noColour: boolean;
}

/** What is asked for, checked. */
export function lintOptions(given: ReadonlyMap<string, Given>): LintOptions {
  const last = <T extends string>(name: string, known: readonly T[]): T | undefined => {
    const option = given.get(name);
    return option === undefined ? undefined : oneOf(option.values[option.values.length - 1], known, option.where);
  };
  const platform = last('platform', PLATFORM_IDS);
  const only = ruleIds(given.get('rule'));
  const disabled = ruleIds(given.get('disable'));
  return {
    target: {
      platform: platform === undefined ? undefined : PLATFORMS[platform],
      kubernetes: minor(given.get('kubernetes')),
    },
    format: last('format', FORMATS) ?? 'text',
    severity: last('severity', SEVERITIES) ?? 'info',
    isAsked: ({ id }) => (only.size === 0 || only.has(id)) && !disabled.has(id),
    quiet: given.has('quiet'),
    noColour: given.has('no-color'),
  };
}

/** A platform that nobody knows is one that is not named. */
export const PLATFORM_IDS = (Object.keys(PLATFORMS) as PlatformId[]).filter((id) => id !== 'unknown');

export function oneOf<T extends string>(value: string, known: readonly T[], where: string): T {
  if ((known as readonly string[]).includes(value)) return value as T;
  throw new UsageError(`${where}: '${value}' is none of ${known.join(', ')}${didYouMean(value, known)}`);
}

function minor(given: Given | undefined): number | undefined {
  if (given === undefined) return undefined;
  const value = given.values[given.values.length - 1];
  const found = kubernetesMinor(value);
  if (found === undefined) throw new UsageError(`${given.where}: '${value}' is no version such as 1.34`);
  return found;
}

function ruleIds(given: Given | undefined): ReadonlySet<string> {
  const ids = (given?.values ?? []).flatMap((value) => value.split(',')).map((id) => id.trim());
  for (const id of ids) rule(id, given?.where ?? '');
  return new Set(ids);
}

/** The rule of that id. */
export function rule(id: string, where: string): Rule {
  const found = RULES.find((each) => each.id === id);
  if (found !== undefined) return found;
  const near = didYouMean(
    id,
    RULES.map((each) => each.id),
  );
  throw new UsageError(`${where}: no rule is named '${id}'${near || '; `cdk8s-windows rules` lists them'}`);
}
