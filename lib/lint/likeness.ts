import type { PodTemplate } from '../manifests/pod-template';

/** The values in which the pods of one maker differ, and at which few rules look. All other values belong to the likeness. */
const PECULIAR: ReadonlySet<string> = new Set([
  'image',
  'command',
  'args',
  'secretName',
  'claimName',
  'serviceAccountName',
]);

/** Maps whose values are peculiar, whatever their keys are called. */
const PECULIAR_MAPS: ReadonlySet<string> = new Set(['labels', 'annotations']);

/** What has a name by which only the pod itself goes; all other names are those of workloads and of other objects. */
const NAMED_WITHIN: ReadonlySet<string> = new Set(['os', 'env', 'volumes', 'volumeMounts', 'ports']);

function isPeculiar(field: string, holder: string): boolean {
  if (PECULIAR_MAPS.has(holder)) return true;
  if (field === 'name') return !NAMED_WITHIN.has(holder);
  return field === 'value' ? holder === 'env' : PECULIAR.has(field);
}

/** All of a pod but its peculiar values: pods of one likeness have the same fields, and lists of the same length. */
export function likenessOf({ object, labels, annotations, spec }: PodTemplate): string {
  const own = Object.keys(object).join();
  return `${object.kind} ${own.length}:${own}${sketch(labels, 'labels', '')}${sketch(annotations, 'annotations', '')}${sketch(spec, 'spec', '')}`;
}

/** Lengths stand in front of texts, so that no text can look like something else. */
function sketch(value: unknown, field: string, holder: string): string {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined && isPeculiar(field, holder)) return '*';
    return typeof value === 'string' ? `${value.length}"${value}` : `${value},`;
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
