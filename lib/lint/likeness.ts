import type { PodTemplate } from '../manifests/pod-template';

/** The values in which the pods of one maker differ, and at which few rules look. All other values belong to the likeness. */
const PECULIAR: ReadonlySet<string> = new Set([
  'image',
  'command',
  'args',
  'secretName',
  'claimName',
  'serviceAccountName',
  'namespace',
]);

/** Maps whose values are peculiar, whatever their keys are called. */
const PECULIAR_MAPS: ReadonlySet<string> = new Set(['labels', 'annotations', 'matchLabels', 'data']);

/** What has a name by which only the pod itself goes; all other names are those of workloads and of other objects. */
const NAMED_WITHIN: ReadonlySet<string> = new Set(['os', 'env', 'volumes', 'volumeMounts', 'ports']);

function isPeculiar(field: string, holder: string): boolean {
  if (PECULIAR_MAPS.has(holder)) return true;
  if (field === 'name') return !NAMED_WITHIN.has(holder);
  return field === 'value' ? holder === 'env' : PECULIAR.has(field);
}

/** Whether pods are of one likeness, found out without writing it down. */
export function arePodsAlike(one: PodTemplate, other: PodTemplate): boolean {
  return (
    one.object.kind === other.object.kind &&
    areSame(Object.keys(one.object), Object.keys(other.object)) &&
    isAlike(one.spec, other.spec, 'spec') &&
    isAlike(one.labels, other.labels, 'labels') &&
    isAlike(one.annotations, other.annotations, 'annotations')
  );
}

/** Whether two values are the same but for texts that are peculiar: they have the same fields, with values of the same types. */
export function isAlike(one: unknown, other: unknown, field = '', holder = ''): boolean {
  if (one === other) return true;
  if (typeof one === 'string') return typeof other === 'string' && isPeculiar(field, holder);
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    for (let index = 0; index < one.length; index++)
      if (!isAlike(one[index], other[index], field, holder)) return false;
    return true;
  }
  if (Array.isArray(other)) return false;
  const keys = Object.keys(one);
  if (!areSame(keys, Object.keys(other))) return false;
  const values = Object.values(one);
  const others = Object.values(other);
  for (let index = 0; index < keys.length; index++) {
    if (values[index] !== others[index] && !isAlike(values[index], others[index], keys[index], field)) return false;
  }
  return true;
}

function areSame(keys: readonly string[], others: readonly string[]): boolean {
  if (keys.length !== others.length) return false;
  for (let index = 0; index < keys.length; index++) if (keys[index] !== others[index]) return false;
  return true;
}

/** All of a pod but its peculiar texts: pods of one likeness have the same fields, and lists of the same length. */
export function likenessOf({ object, labels, annotations, spec }: PodTemplate): string {
  const own = Object.keys(object).join();
  return `${object.kind} ${own.length}:${own}${sketch(labels, 'labels', '')}${sketch(annotations, 'annotations', '')}${sketch(spec, 'spec', '')}`;
}

/** Lengths stand in front of texts, so that no text can look like something else. */
function sketch(value: unknown, field: string, holder: string): string {
  if (typeof value !== 'object' || value === null) {
    if (typeof value !== 'string') return `${value},`;
    return isPeculiar(field, holder) ? '*' : `${value.length}"${value}`;
  }
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += sketch(item, field, holder);
    return `[${text}]`;
  }
  for (const key of Object.keys(value)) {
    text += `${key.length}:${key}${sketch((value as Record<string, unknown>)[key], key, field)}`;
  }
  return `{${text}}`;
}

/** A pod that tells whether somebody asked what is peculiar about it. */
export class Witness {
  public readonly template: PodTemplate;
  public wasAsked = false;

  public constructor({ object, labels, annotations, spec, namespace, path }: PodTemplate) {
    const told = this.told.bind(this);
    this.template = {
      object: this.objectOf(object),
      labels: this.copy(labels, 'labels', ''),
      annotations: this.copy(annotations, 'annotations', ''),
      spec: this.copy(spec, 'spec', ''),
      get namespace() {
        return told(namespace);
      },
      path,
    };
  }

  private told<T>(value: T): T {
    this.wasAsked = true;
    return value;
  }

  /** Of the object the likeness holds the kind, and which fields there are. */
  private objectOf(object: PodTemplate['object']): PodTemplate['object'] {
    const copy = { ...object };
    for (const key of Object.keys(object)) if (key !== 'kind') this.tell(copy, key, object[key]);
    return copy;
  }

  private copy<T extends object>(value: T, field: string, holder: string): T {
    const isList = Array.isArray(value);
    const copy = (isList ? [...value] : { ...value }) as Record<string, unknown>;
    for (const key of Object.keys(copy)) {
      const own = copy[key];
      const [at, within] = isList ? [field, holder] : [key, field];
      if (typeof own === 'object' && own !== null) copy[key] = this.copy(own, at, within);
      else if (own !== undefined && isPeculiar(at, within)) this.tell(copy, key, own);
    }
    return copy as T;
  }

  private tell(copy: object, key: string, value: unknown): void {
    Object.defineProperty(copy, key, { enumerable: true, configurable: true, get: () => this.told(value) });
  }
}
