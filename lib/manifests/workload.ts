/** Where each kind that makes pods keeps their template; a Pod is its own. */
const TEMPLATE_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', []],
  ['Deployment', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['ReplicaSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['Job', ['spec', 'template']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** The API groups of Kubernetes itself that have these kinds, old ones included; others use the same words. */
const GROUPS = new Set(['', 'apps', 'batch', 'extensions']);

/** An object of JSON or YAML. */
export type JsonObject = { readonly [key: string]: unknown };

/** The path of the pod template, or `undefined` when the kind makes no pods. */
export function templatePathOf(apiVersion: unknown, kind: unknown): readonly string[] | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return GROUPS.has(group) ? TEMPLATE_PATHS.get(kind) : undefined;
}

/** Whether an object only carries others, as `kubectl get -o yaml` writes them. */
export function isList(apiVersion: unknown, kind: unknown): boolean {
  return apiVersion === 'v1' && kind === 'List';
}

/**
 * A copy of the manifest with other pod templates, those of the items of a List included. What makes no pods, and what
 * has no template, comes back as it is.
 */
export function mapPodTemplates(manifest: JsonObject, change: (template: JsonObject) => JsonObject): JsonObject {
  const { apiVersion, kind, items } = manifest;
  if (isList(apiVersion, kind) && Array.isArray(items)) {
    return { ...manifest, items: items.map((item) => (isObject(item) ? mapPodTemplates(item, change) : item)) };
  }
  const path = templatePathOf(apiVersion, kind);
  return path === undefined ? manifest : mapAt(manifest, path, change);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapAt(value: JsonObject, path: readonly string[], change: (found: JsonObject) => JsonObject): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  const child = value[key];
  return isObject(child) ? { ...value, [key]: mapAt(child, rest, change) } : value;
}

/** Whether the field stands in the object itself: `constructor` and the like stand in every object's prototype. */
export function hasField(object: object, field: string): boolean {
  return HAS_OWN.call(object, field);
}

const HAS_OWN = Object.prototype.hasOwnProperty;
