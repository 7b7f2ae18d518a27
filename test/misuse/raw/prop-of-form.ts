import { propOf } from '../../../constructs/rendering/prop-of';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { type JsonObject, templatePathOf } from '../../../lib/manifests/workload';
import type { RawForm } from './raw-form';

/** Props of cdk8s-plus, and of objects that are no pods, that have other names than their fields. */
const PROPS: readonly [RegExp, string][] = [
  [/\.runAsUser$/, '.user'],
  [/\.runAsGroup$/, '.group'],
  [/^containers\[0\]\.ports\[0\]\.number$/, 'containers[0].portNumber'],
  [/\.resources\.(limit|request)s\[(\w+)\]$/, '.resources.$2.$1'],
  [/^successfulJobsHistoryLimit$/, 'successfulJobsRetained'],
  [/^metadata\.labels\[pod-security\.kubernetes\.io\/enforce-version\]$/, 'podSecurityVersion'],
  [/^LoadBalancer/, 'loadBalancer'],
];

/** What the author of the wrong program wrote for the field that the API server names; quotes are left out. */
export function propOfForm({ wrong, field, prop }: RawForm): string {
  if (prop !== undefined) return prop;
  const path = templatePathOf(wrong.apiVersion, wrong.kind);
  const inPod = path && [...path, 'spec', ''].join('.');
  const authored =
    path !== undefined && inPod !== undefined && field.startsWith(inPod)
      ? propOf(field.slice(inPod.length), podSpecOf(wrong, path))
      : field.replace(/^spec\./, '');
  const known = PROPS.find(([pattern]) => pattern.test(authored));
  return unquoted(known === undefined ? authored : authored.replace(known[0], known[1]));
}

/** The prop that a message names in its first line: `shop/web: nodeSelector['gpu'] is true`. */
export function propOfMessage(message: string): string | undefined {
  const first = /(?:^|\s)(?:shop\/\S+|RunAsUser|TargetCluster \w+): (.+?) is /m.exec(message);
  return first === null ? undefined : unquoted(first[1]);
}

function podSpecOf(manifest: JsonObject, path: readonly string[]): PodSpec {
  return [...path, 'spec'].reduce<JsonObject>((holder, key) => holder[key] as JsonObject, manifest) as PodSpec;
}

function unquoted(text: string): string {
  return text.replaceAll("'", '');
}
