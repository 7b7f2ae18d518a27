import { isKubernetesObject, type KubernetesObject } from '../manifests/kubernetes-object';
import { readManifests } from '../manifests/manifest-text';
import { SourceFile } from '../manifests/source-file';
import { type LintReport, reported } from '../report/json';
import type { Rule } from '../rules/rule';
import { judged } from './lint';
import { placed } from './placed-finding';
import { type NamedPlatform, rulesOf, targetOf } from './settings';

/** What manifests are for, and which rules are asked. */
export interface LintManifestsOptions {
  /** The platform; without it only what holds everywhere is said. */
  readonly platform?: NamedPlatform;
  /** The Kubernetes version, such as `1.34`; without it what only some versions refuse is a warning. */
  readonly kubernetes?: string;
  /** Ids of rules that are not asked. */
  readonly disable?: readonly string[];
  /** The name of the text in the report; `manifests.yaml` by default. */
  readonly file?: string;
}

/**
 * What the rules say of manifests, which are taken for one cluster: the report that `cdk8s-windows lint --format json` writes.
 *
 * @param manifests A text of YAML or JSON, with one or many documents, or objects of Kubernetes.
 * @throws TypeError When an option means nothing, or a value among the objects is no object of Kubernetes.
 */
export function lintManifests(manifests: string | readonly object[], options: LintManifestsOptions = {}): LintReport {
  const { disable = [], file = 'manifests.yaml' } = options;
  const disabled = rulesOf(disable, 'disable');
  const settings = { target: targetOf(options, (name) => name), isAsked: (rule: Rule) => !disabled.has(rule) };
  if (typeof manifests !== 'string') {
    if (!Array.isArray(manifests)) throw new TypeError('manifests is neither a text nor a list of objects.');
    const objects = manifests.map(kubernetesObject);
    const { findings, accepted } = judged(objects, settings);
    return reported({
      findings,
      unreadable: [],
      skipped: [],
      files: 0,
      objects: objects.length,
      accepted: accepted.length,
    });
  }
  const { objects, unreadable, skipped } = readManifests(new SourceFile(file, manifests));
  const { findings, accepted } = judged(
    objects.map(({ object }) => object),
    settings,
  );
  return reported({
    findings: placed(findings, objects),
    unreadable,
    skipped,
    files: 1,
    objects: objects.length,
    accepted: accepted.length,
  });
}

function kubernetesObject(value: object, index: number): KubernetesObject {
  if (isKubernetesObject(value)) return value;
  throw new TypeError(`manifests[${index}] is no object of Kubernetes: it has no apiVersion or no kind.`);
}
