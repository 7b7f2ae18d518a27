import { isObject, type JsonObject } from './workload';

/** An object as it stands in a manifest: whatever else it holds, it says what it is. */
export interface KubernetesObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ObjectMeta;
}

export interface ObjectMeta {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** These two a server gives to what it stores. */
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/** Whether a value says of itself what kind of object it is. */
export function isKubernetesObject(value: unknown): value is KubernetesObject {
  return isObject(value) && isText(value.apiVersion) && isText(value.kind);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** The API group: empty for the core of Kubernetes. */
export function groupOf({ apiVersion }: Pick<KubernetesObject, 'apiVersion'>): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Group and kind, as rules name what they look at: `Service`, `apps/Deployment`, `projectcalico.org/NetworkPolicy`. */
export function groupKindOf(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string {
  const group = groupOf(object);
  return group === '' ? object.kind : `${group}/${object.kind}`;
}

/** The namespace that the manifest states; empty where it leaves it to whoever applies it. */
export function namespaceOf({ metadata }: Pick<KubernetesObject, 'metadata'>): string {
  return metadata?.namespace ?? '';
}

/** Whether the object was read from a cluster: tools write an empty status into manifests, a server more than that. */
export function isStored({ metadata, status }: KubernetesObject): boolean {
  if (metadata?.uid !== undefined || metadata?.resourceVersion !== undefined) return true;
  return isObject(status) && Object.keys(status).length > 0;
}

/** How people speak of the object: `Deployment shop/web`. */
export function titleOf({ kind, metadata }: Pick<KubernetesObject, 'kind' | 'metadata'>): string {
  const { name, generateName, namespace } = metadata ?? {};
  const own = name ?? (generateName === undefined ? '(no name)' : `${shownName(generateName)}*`);
  return namespace ? `${kind} ${shownName(namespace)}/${shownName(own)}` : `${kind} ${shownName(own)}`;
}

/** What is no text may not become one by itself. */
function shownName(name: unknown): string {
  return typeof name === 'string' ? name : JSON.stringify(name);
}
