import { oneOf, ruleOf, severityOf, targetOf } from '../lint/settings';
import type { Target } from '../platforms/target';
import { isAtLeast, type Rule, type Severity } from '../rules/rule';
import type { OptionTypes } from './arguments';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** What may stand in a configuration file as well. */
export const CONFIGURABLE: OptionTypes = {
  platform: 'text',
  kubernetes: 'text',
  format: 'text',
  severity: 'text',
  'fail-on': 'text',
  rule: 'texts',
  disable: 'texts',
  quiet: 'flag',
  'no-color': 'flag',
};

export const LINT_OPTIONS: OptionTypes = {
  ...CONFIGURABLE,
  config: 'text',
  'stdin-name': 'text',
  fix: 'flag',
  'fix-dry-run': 'flag',
};

/** Values of an option, and where they were given: `--rule`, `cdk8s-windows.yaml:3: rule`. */
export interface Given {
  readonly values: readonly string[];
  readonly where: string;
}

export interface LintOptions {
  readonly target: Target;
  readonly format: Format;
  /** The mildest severity that is shown: what fails always is. */
  readonly severity: Severity;
  /** The mildest severity by which the command fails. */
  readonly failOn: Severity;
  readonly isAsked: (rule: Rule) => boolean;
  readonly quiet: boolean;
  readonly noColour: boolean;
}

/** What is asked for, checked. */
export function lintOptions(given: ReadonlyMap<string, Given>): LintOptions {
  const last = (name: string) => given.get(name)?.values.slice(-1)[0];
  const where = (name: string) => given.get(name)?.where ?? name;
  const severity = severityOf(last('severity') ?? 'info', where('severity'));
  const failOn = severityOf(last('fail-on') ?? 'error', where('fail-on'));
  const only = rules(given.get('rule'));
  const disabled = rules(given.get('disable'));
  return {
    target: targetOf({ platform: last('platform'), kubernetes: last('kubernetes') }, where),
    format: oneOf(last('format') ?? 'text', FORMATS, where('format')),
    severity: isAtLeast(severity, failOn) ? failOn : severity,
    failOn,
    isAsked: (rule) => (only.size === 0 || only.has(rule)) && !disabled.has(rule),
    quiet: given.has('quiet'),
    noColour: given.has('no-color'),
  };
}

function rules({ values, where }: Given = { values: [], where: '' }): ReadonlySet<Rule> {
  const ids = values.flatMap((value) => value.split(',')).map((id) => id.trim());
  return new Set(ids.map((id) => ruleOf(id, where)));
}
