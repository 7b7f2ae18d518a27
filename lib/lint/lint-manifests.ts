import { copied } from '../manifests/copied';
import { isKubernetesObject, type KubernetesObject } from '../manifests/kubernetes-object';
import { pathInList, unfolded } from '../manifests/list-items';
import { readManifests } from '../manifests/manifest-text';
import { SourceFile } from '../manifests/source-file';
import { type LintReport, reported } from '../report/json';
import { isAtLeast, type Rule, type Severity } from '../rules/rule';
import type { Finding } from './finding';
import { judged } from './lint';
import { placed } from './placed-finding';
import { type NamedPlatform, onlyNamed, rulesOf, severityOf, targetOf } from './settings';

/** What manifests are for, and which rules are asked. */
export interface LintManifestsOptions {
  /** The platform; without it only what holds everywhere is said. */
  readonly platform?: NamedPlatform;
  /** The Kubernetes version, such as `1.34`; without it what only some versions refuse is a warning. */
  readonly kubernetes?: string;
  /** The mildest severity that is in the report; `info` by default. */
  readonly severity?: Severity;
  /** Ids of rules that are not asked. */
  readonly disable?: readonly string[];
  /** The name of the text in the report; `manifests.yaml` by default. */
  readonly file?: string;
}

const OPTIONS: readonly (keyof LintManifestsOptions)[] = ['platform', 'kubernetes', 'severity', 'disable', 'file'];

/**
 * What the rules say of manifests, which are taken for one cluster: the report that `cdk8s-windows lint --format json` writes.
 *
 * @param manifests A text of YAML or JSON, with one or many documents, or objects of Kubernetes.
 * @throws TypeError When an option means nothing, or a value among the objects is no object of Kubernetes.
 */
export function lintManifests(manifests: string | readonly object[], options: LintManifestsOptions = {}): LintReport {
  onlyNamed(options, OPTIONS, 'lintManifests');
  const { severity = 'info', disable = [], file = 'manifests.yaml' } = options;
  const disabled = rulesOf(disable, 'disable');
  const settings = { target: targetOf(options, (name) => name), isAsked: (rule: Rule) => !disabled.has(rule) };
  const least = severityOf(severity, 'severity');
  const shown = (findings: readonly Finding[]) => findings.filter((each) => isAtLeast(each.severity, least));
  if (typeof manifests !== 'string') {
    if (!Array.isArray(manifests)) throw new TypeError('manifests is neither a text nor a list of objects.');
    const given = manifests.flatMap(kubernetesObjects);
    const prefixes = new Map(given);
    const objects = given.map(([object]) => object);
    const { findings, accepted } = judged(objects, settings);
    return reported({
      findings: shown(findings).map((each) => ({
        ...each,
        path: pathInList(prefixes.get(each.object) ?? '', each.path),
      })),
      unreadable: [],
      skipped: [],
      files: 0,
      objects: objects.length,
      accepted,
    });
  }
  const { objects, unreadable, skipped } = readManifests(new SourceFile(file, manifests));
  const { findings, accepted } = judged(
    objects.map(({ object }) => object),
    settings,
  );
  return reported({
    findings: placed(shown(findings), objects),
    unreadable,
    skipped,
    files: 1,
    objects: objects.length,
    accepted: placed(accepted, objects),
  });
}

/** An object, or those of a List, with their prefixes. */
function kubernetesObjects(given: object, index: number): [KubernetesObject, string][] {
  const own = copied(given);
  const items = isKubernetesObject(own) ? unfolded(own) : [{ value: own, prefix: '' }];
  return items.map(({ value, prefix }) => {
    if (isKubernetesObject(value)) return [value, prefix];
    const place = `manifests[${index}].${prefix}`.slice(0, -1);
    throw new TypeError(`${place} is no object of Kubernetes: it has no apiVersion or no kind.`);
  });
}
