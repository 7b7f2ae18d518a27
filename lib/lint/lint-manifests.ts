import { isKubernetesObject, type KubernetesObject } from '../manifests/kubernetes-object';
import { readManifests } from '../manifests/manifest-text';
import { SourceFile } from '../manifests/source-file';
import { kubernetesMinor } from '../platforms/kubernetes-version';
import type { PlatformId } from '../platforms/platform';
import { PLATFORMS } from '../platforms/platforms';
import type { Target } from '../platforms/target';
import { type LintReport, reported } from '../report/json';
import { RULES } from '../rules/rules';
import { lint } from './lint';
import { placed } from './placed-finding';

/** What manifests are for, and which rules are asked. */
export interface LintManifestsOptions {
  /** The platform; without it only what holds everywhere is said. */
  readonly platform?: PlatformId;
  /** The Kubernetes version, such as `1.34`; without it what only some versions refuse is a warning. */
  readonly kubernetes?: string;
  /** Ids of rules that are not asked. */
  readonly disabledRules?: readonly string[];
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
  const { disabledRules = [], file = 'manifests.yaml' } = options;
  const unknown = disabledRules.find((id) => !RULES.some((rule) => rule.id === id));
  if (unknown !== undefined) throw new TypeError(`disabledRules: there is no rule '${unknown}'.`);
  const settings = {
    target: targetOf(options),
    isAsked: ({ id }: { readonly id: string }) => !disabledRules.includes(id),
  };
  if (typeof manifests !== 'string') {
    if (!Array.isArray(manifests)) throw new TypeError('manifests is neither a text nor a list of objects.');
    const objects = manifests.map(kubernetesObject);
    const findings = lint(objects, settings);
    return reported({ findings, unreadable: [], skipped: [], files: 0, objects: objects.length });
  }
  const { objects, unreadable, skipped } = readManifests(new SourceFile(file, manifests));
  const found = lint(
    objects.map(({ object }) => object),
    settings,
  );
  const findings = placed(found, objects);
  return reported({ findings, unreadable, skipped, files: 1, objects: objects.length });
}

/** @throws TypeError When there is no such platform or version. */
export function targetOf({ platform, kubernetes }: Pick<LintManifestsOptions, 'platform' | 'kubernetes'>): Target {
  const minor = kubernetes === undefined ? undefined : kubernetesMinor(kubernetes);
  if (kubernetes !== undefined && minor === undefined) {
    throw new TypeError(`kubernetes: '${kubernetes}' is no version of Kubernetes, such as '1.34'.`);
  }
  if (platform !== undefined && PLATFORMS[platform] === undefined) {
    throw new TypeError(`platform: '${platform}' is none of ${Object.keys(PLATFORMS).join(', ')}.`);
  }
  return { platform: platform === undefined ? undefined : PLATFORMS[platform], kubernetes: minor };
}

function kubernetesObject(value: object, index: number): KubernetesObject {
  if (isKubernetesObject(value)) return value;
  throw new TypeError(`manifests[${index}] is no object of Kubernetes: it has no apiVersion or no kind.`);
}
