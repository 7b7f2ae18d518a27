/** The values in which what one maker makes differs, and at which few rules look. All other values belong to the likeness. */
const PECULIAR_FIELDS: readonly string[] = [
  'image',
  'command',
  'args',
  'secretName',
  'claimName',
  'serviceAccountName',
  'namespace',
  'selector',
  'namespaceSelector',
];

/** Maps whose values are peculiar, whatever their keys are called. */
const PECULIAR_MAPS: readonly string[] = ['labels', 'annotations', 'matchLabels', 'data', 'selector'];

/** What has a name by which only the pod itself goes; all other names are those of workloads and of other objects. */
const NAMED_WITHIN: ReadonlySet<string> = new Set(['os', 'env', 'volumes', 'volumeMounts', 'ports']);

/** One bit for each sort of peculiar values, so that a number tells in which sorts two objects differ. */
const BY_FIELD = bitsOf(PECULIAR_FIELDS, 0);
const BY_MAP = bitsOf(PECULIAR_MAPS, PECULIAR_FIELDS.length);
const [OWN_NAME, OTHER_NAME, VALUE] = [0, 1, 2].map(
  (index) => 1 << (PECULIAR_FIELDS.length + PECULIAR_MAPS.length + index),
);

/** Two values that differ in more than what is peculiar. */
export const UNLIKE = -1;

function bitsOf(names: readonly string[], first: number): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, 1 << (first + index)]));
}

/** Which sort of peculiar values a text is; 0 for one that belongs to the likeness. */
function sortOf(field: string, holder: string): number {
  const ofMap = BY_MAP.get(holder);
  if (ofMap !== undefined) return ofMap;
  if (field === 'name') return holder === 'metadata' ? OWN_NAME : NAMED_WITHIN.has(holder) ? 0 : OTHER_NAME;
  if (field === 'value') return holder === 'env' ? VALUE : 0;
  return BY_FIELD.get(field) ?? 0;
}

/**
 * In which sorts of peculiar texts two values differ that are the same otherwise, as the sum of their bits. They have the same
 * fields, with values of the same types.
 *
 * @returns UNLIKE where they differ in something else.
 */
export function differences(one: unknown, other: unknown, field = '', holder = ''): number {
  if (one === other) return 0;
  if (typeof one === 'string') return typeof other === 'string' ? sortOf(field, holder) || UNLIKE : UNLIKE;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return UNLIKE;
  let sorts = 0;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return UNLIKE;
    for (let index = 0; index < one.length; index++) {
      const here = differences(one[index], other[index], field, holder);
      if (here === UNLIKE) return UNLIKE;
      sorts |= here;
    }
    return sorts;
  }
  if (Array.isArray(other)) return UNLIKE;
  const keys = Object.keys(one);
  const otherKeys = Object.keys(other);
  if (keys.length !== otherKeys.length) return UNLIKE;
  for (let index = 0; index < keys.length; index++) if (keys[index] !== otherKeys[index]) return UNLIKE;
  const values = Object.values(one);
  const others = Object.values(other);
  for (let index = 0; index < keys.length; index++) {
    if (values[index] === others[index]) continue;
    const here = differences(values[index], others[index], keys[index], field);
    if (here === UNLIKE) return UNLIKE;
    sorts |= here;
  }
  return sorts;
}

/** All of a value but its peculiar texts, the same for all that are alike. Lengths stand in front of texts, so that no text can look like something else. */
export function sketchOf(value: unknown, field = '', holder = ''): string {
  if (typeof value !== 'object' || value === null) {
    if (typeof value !== 'string') return `${value},`;
    return sortOf(field, holder) === 0 ? `${value.length}"${value}` : '*';
  }
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += sketchOf(item, field, holder);
    return `[${text}]`;
  }
  for (const key of Object.keys(value)) {
    text += `${key.length}:${key}${sketchOf((value as Record<string, unknown>)[key], key, field)}`;
  }
  return `{${text}}`;
}

/** A copy that tells at which sorts of peculiar texts somebody has looked. */
export class Witness<T extends object> {
  public readonly copy: T;
  /** The sum of their bits. */
  public looked = 0;

  public constructor(value: T) {
    this.copy = this.copyOf(value, '', '');
  }

  private copyOf<V extends object>(value: V, field: string, holder: string): V {
    const isList = Array.isArray(value);
    const copy = (isList ? [...value] : { ...value }) as Record<string, unknown>;
    for (const key of Object.keys(copy)) {
      const own = copy[key];
      const [at, within] = isList ? [field, holder] : [key, field];
      if (typeof own === 'object' && own !== null) copy[key] = this.copyOf(own, at, within);
      else if (typeof own === 'string') this.tell(copy, key, own, sortOf(at, within));
    }
    return copy as V;
  }

  private tell(copy: object, key: string, text: string, sort: number): void {
    if (sort === 0) return;
    const get = () => {
      this.looked |= sort;
      return text;
    };
    Object.defineProperty(copy, key, { enumerable: true, configurable: true, get });
  }
}
