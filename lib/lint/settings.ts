import { kubernetesMinor } from '../platforms/kubernetes-version';
import type { Platform, PlatformId } from '../platforms/platform';
import { PLATFORMS } from '../platforms/platforms';
import type { Target } from '../platforms/target';
import { didYouMean } from '../report/did-you-mean';
import { type Rule, SEVERITIES, type Severity } from '../rules/rule';
import { RULES } from '../rules/rules';

/** A setting that means nothing. The message says which it is, what was given, and what could be. */
export class WrongSetting extends TypeError {}

/** A platform that can be named: one that nobody knows is not. */
export type NamedPlatform = Exclude<PlatformId, 'unknown'>;

export const PLATFORM_IDS = (Object.keys(PLATFORMS) as PlatformId[]).filter(
  (id): id is NamedPlatform => id !== 'unknown',
);

/** What manifests are for, as people write it. */
export interface WrittenTarget {
  readonly platform?: unknown;
  readonly kubernetes?: unknown;
}

/** @param where What people call a setting: `--platform`, `cdk8s-windows.yaml:3: platform`. */
export function targetOf({ platform, kubernetes }: WrittenTarget, where: (name: string) => string): Target {
  return {
    platform: platform === undefined ? undefined : platformOf(platform, where('platform')),
    kubernetes: kubernetes === undefined ? undefined : minorOf(kubernetes, where('kubernetes')),
  };
}

/** Refuses names that mean nothing: nobody would obey a misspelt one. */
export function onlyNamed<Name extends string>(
  settings: unknown,
  names: readonly Name[],
  where: string,
): asserts settings is Readonly<Partial<Record<Name, unknown>>> {
  if (typeof settings !== 'object' || settings === null) {
    throw new WrongSetting(`${where}: ${shown(settings)} is no object that holds ${names.join(', ')}`);
  }
  for (const name of Object.keys(settings)) oneOf(name, names, where);
}

function platformOf(value: unknown, where: string): Platform {
  return PLATFORMS[oneOf(value, PLATFORM_IDS, where)];
}

function minorOf(value: unknown, where: string): number {
  // 1.30 as a number is 1.3, so only what has two digits behind the point is what was written
  const written = typeof value === 'number' && /^\d\.\d\d$/.test(`${value}`) ? `${value}` : value;
  if (typeof written !== 'string') {
    throw new WrongSetting(`${where}: ${shown(value)} has to be a version in quotes, such as '1.34'`);
  }
  const minor = kubernetesMinor(written);
  if (minor === undefined)
    throw new WrongSetting(`${where}: ${shown(value)} is no version of Kubernetes, such as 1.34`);
  return minor;
}

export function severityOf(value: unknown, where: string): Severity {
  return oneOf(value, SEVERITIES, where);
}

/** The rules of these ids. */
export function rulesOf(ids: unknown, where: string): ReadonlySet<Rule> {
  if (!Array.isArray(ids)) throw new WrongSetting(`${where}: ${shown(ids)} is no list of rules`);
  return new Set(ids.map((id) => ruleOf(id, where)));
}

export function ruleOf(id: unknown, where: string): Rule {
  const found = RULES.find((each) => each.id === id);
  if (found !== undefined) return found;
  const near = didYouMean(
    String(id),
    RULES.map((each) => each.id),
  );
  throw new WrongSetting(`${where}: no rule is named ${shown(id)}${near || '; `cdk8s-windows rules` lists them'}`);
}

export function oneOf<T extends string>(value: unknown, known: readonly T[], where: string): T {
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  throw new WrongSetting(`${where}: ${shown(value)} is none of ${known.join(', ')}${didYouMean(String(value), known)}`);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : `${JSON.stringify(value)}`;
}
