import { propOf } from '../../../constructs/rendering/prop-of';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { type JsonObject, templatePathOf } from '../../../lib/manifests/workload';
import type { RawForm } from './raw-form';

/** Props of cdk8s-plus, and of objects that are no pods, that have other names than their fields. */
const PROPS: readonly [RegExp, string][] = [
  [/\.runAsUser$/, '.user'],
  [/\.runAsGroup$/, '.group'],
  [/^containers\[0\]\.ports\[0\]\.number$/, 'containers[0].portNumber'],
  [/\.resources\.requests\[ephemeral-storage\]$/, '.resources.ephemeralStorage.request'],
  [/\.resources\.(limit|request)s\[(\w+)\]$/, '.resources.$2.$1'],
  [/^successfulJobsHistoryLimit$/, 'successfulJobsRetained'],
  [/^metadata\.labels\[pod-security\.kubernetes\.io\/enforce-version\]$/, 'podSecurityVersion'],
  [/^scheduling\.nodeSelector/, 'nodeSelector'],
];

/** What the author of the wrong program wrote for the field that is wrong in YAML; quotes are left out. */
export function propOfForm({ wrong, at, prop }: RawForm): string {
  if (prop !== undefined) return prop;
  const inPod = pathInPod(at, wrong);
  const authored = inPod === undefined ? at.replace(/^spec\./, '') : propOf(inPod, podSpecOf(wrong) as PodSpec);
  const known = PROPS.find(([pattern]) => pattern.test(authored));
  return unquoted(known === undefined ? authored : authored.replace(known[0], known[1]));
}

/** The prop that a message names in its first line: `shop/web: nodeSelector['gpu'] is true`. */
export function propOfMessage(message: string): string | undefined {
  const first =
    /(?:^|\s)(?:shop(?:\/\S+)?|RunAsUser|WindowsVersion|IsolationPort|LogMonitorSource\.\w+|TargetCluster \w+): (.+?)(?: is |: it asks for )/m.exec(
      message,
    );
  return first === null ? undefined : unquoted(first[1]);
}

/** The spec of the pods that an object is or makes. */
export function podSpecOf(manifest: JsonObject): PodSpec | undefined {
  const path = templatePathOf(manifest.apiVersion, manifest.kind);
  if (path === undefined) return undefined;
  return [...path, 'spec'].reduce<JsonObject>((holder, key) => holder[key] as JsonObject, manifest) as PodSpec;
}

/** The path below the spec of the pods, when it leads there. */
export function pathInPod(at: string, { apiVersion, kind }: JsonObject): string | undefined {
  const path = templatePathOf(apiVersion, kind);
  const spec = path && [...path, 'spec', ''].join('.');
  return spec !== undefined && at.startsWith(spec) ? at.slice(spec.length) : undefined;
}

/** A path or a prop without the quotes of its keys. */
export function unquoted(text: string): string {
  return text.replaceAll("'", '');
}
