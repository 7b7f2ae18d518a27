import { isKubernetesObject } from './kubernetes-object';
import { type UnnamedKind, unnamedKind } from './unnamed-kind';
import { isObject, type JsonObject } from './workload';

/** Why a document that can be read is no manifest; `undefined` when it is one. */
export function skipReason(value: unknown, fileName: string): string | undefined {
  if (!isObject(value)) return `it holds ${nameOf(value)} and no object`;
  const { apiVersion } = value;
  if (typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/')) return KUSTOMIZATION;
  if (isKubernetesObject(value)) return undefined;
  return reasonOfFile(value, fileName) ?? `${missing(value)}: it is no object of Kubernetes`;
}

/** Whether what is no manifest was meant to be one. */
export function unnamedKindIn(value: unknown, fileName: string): UnnamedKind | undefined {
  return isObject(value) && reasonOfFile(value, fileName) === undefined ? unnamedKind(value) : undefined;
}

function reasonOfFile(value: JsonObject, fileName: string): string | undefined {
  const name = fileName.replace(/^.*[\\/]/, '');
  return FILES.find(({ file, holds }) => file.test(name) && holds(value))?.reason;
}

const KUSTOMIZATION = 'it is a kustomization: lint what `kustomize build` writes';

/** Files beside manifests that are YAML as well. */
const FILES: readonly { file: RegExp; holds: (value: JsonObject) => boolean; reason: string }[] = [
  { file: /^cdk8s-windows\.ya?ml$/, holds: () => true, reason: 'it holds options of this command' },
  { file: /^kustomization\.ya?ml$/, holds: () => true, reason: KUSTOMIZATION },
  {
    file: /^Chart\.ya?ml$/,
    holds: ({ name }) => name !== undefined,
    reason: 'it describes a chart: lint what `helm template` writes',
  },
  {
    file: /(?:^|[-._])values(?:[-._].*)?\.ya?ml$/i,
    holds: () => true,
    reason: 'it holds values of a chart: lint what `helm template` writes',
  },
  { file: /\.ya?ml$/, holds: ({ services }) => isObject(services), reason: 'it is a Compose file' },
];

function missing({ apiVersion, kind }: JsonObject): string {
  const without = [...(isText(apiVersion) ? [] : ['apiVersion']), ...(isText(kind) ? [] : ['kind'])];
  return `${without.join(' and ')} ${without.length === 1 ? 'is' : 'are'} missing`;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

/** The files that a kustomization lays over other manifests: parts of objects only. */
export function patchFiles(value: unknown): string[] {
  if (!isObject(value)) return [];
  const lists = [value.patches, value.patchesStrategicMerge, value.patchesJson6902];
  return lists
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .flatMap((patch) => {
      const path = isObject(patch) ? patch.path : patch;
      return typeof path === 'string' && /\.(?:ya?ml|json)$/.test(path) ? [path] : [];
    });
}
