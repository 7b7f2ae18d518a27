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

/** That of images. */
export const IMAGE = 1 << PECULIAR_FIELDS.indexOf('image');

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

/** A value to which others are compared, taken apart once. */
type Pattern = ListPattern | MapPattern | string | number | boolean | null | undefined;

interface ListPattern {
  readonly items: readonly Pattern[];
  readonly keys?: undefined;
  /** The sort of its texts. */
  readonly sort: number;
}

interface MapPattern {
  readonly items: readonly Pattern[];
  readonly keys: readonly string[];
  /** The sorts of texts at its keys. */
  readonly sorts: readonly number[];
}

/** Something of which is asked, again and again, how others differ from it. */
export class Model {
  private readonly pattern: Pattern;

  public constructor(value: unknown) {
    this.pattern = patternOf(value, '', '');
  }

  /**
   * In which sorts of peculiar texts a value differs that is the same otherwise, as the sum of their bits: it has the same
   * fields, with values of the same types.
   *
   * @returns UNLIKE where it differs in something else.
   */
  public differences(other: unknown): number {
    return differencesOf(this.pattern, other, 0);
  }
}

function patternOf(value: unknown, field: string, holder: string): Pattern {
  if (typeof value !== 'object' || value === null) return value as Pattern;
  if (Array.isArray(value))
    return { items: value.map((item) => patternOf(item, field, holder)), sort: sortOf(field, holder) };
  const keys = Object.keys(value);
  return {
    keys,
    items: Object.values(value).map((item, index) => patternOf(item, keys[index], field)),
    sorts: keys.map((key) => sortOf(key, field)),
  };
}

function differencesOf(pattern: Pattern, other: unknown, sort: number): number {
  if (typeof other === 'string') return typeof pattern === 'string' && sort !== 0 ? sort : UNLIKE;
  if (typeof pattern !== 'object' || typeof other !== 'object' || pattern === null || other === null) return UNLIKE;
  const { items, keys } = pattern;
  let values: readonly unknown[];
  if (keys === undefined) {
    if (!Array.isArray(other)) return UNLIKE;
    values = other;
  } else {
    if (Array.isArray(other)) return UNLIKE;
    const otherKeys = Object.keys(other);
    if (otherKeys.length !== keys.length) return UNLIKE;
    for (let index = 0; index < keys.length; index++) if (keys[index] !== otherKeys[index]) return UNLIKE;
    values = Object.values(other);
  }
  if (values.length !== items.length) return UNLIKE;
  let differences = 0;
  for (let index = 0; index < items.length; index++) {
    if (items[index] === values[index]) continue;
    const ofItem = keys === undefined ? pattern.sort : pattern.sorts[index];
    const here = differencesOf(items[index], values[index], ofItem);
    if (here === UNLIKE) return UNLIKE;
    differences |= here;
  }
  return differences;
}

/**
 * All of a value but its peculiar texts, the same for all that are alike. Lengths stand in front of texts, so that no text can
 * look like something else.
 */
export function sketchOf(value: unknown, field = '', holder = ''): string {
  if (typeof value !== 'object' || value === null) {
    if (typeof value !== 'string') return `${String(value)},`;
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
