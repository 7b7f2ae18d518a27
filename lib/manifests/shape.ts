import { hasField, isObject, type JsonObject } from './workload';

/** The fields of a value with their types; what a shape does not name may be anything. */
export type Shape =
  | 'any'
  | 'string'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'integer or string'
  | 'quantity'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | {
      readonly fields: { readonly [field: string]: Shape };
      readonly versions?: { readonly [field: string]: FieldVersions };
    };

/** The minors of Kubernetes that know a field, where not all do. */
export interface FieldVersions {
  readonly since?: number;
  /** The first that knows it no more. */
  readonly before?: number;
}

/** A value of another type than its field has. */
export interface Misfit {
  /** Path as the API server writes it. */
  readonly path: string;
  readonly got: unknown;
  /** The type of the field, in words. */
  readonly expected: string;
}

/** A field that its shape does not name, or that only some versions know. */
export interface UnknownField {
  readonly path: string;
  /** Its own name, the end of the path. */
  readonly field: string;
  readonly got: unknown;
  /** The fields that there are. */
  readonly known: { readonly [field: string]: Shape };
  /** The versions that know it; none does when missing. */
  readonly versions?: FieldVersions;
}

/** What a value has become, and what was found on the way. */
export interface Fit<T> {
  readonly value: T | undefined;
  readonly misfits: readonly Misfit[];
  readonly unknown: readonly UnknownField[];
}

/**
 * The value without what does not fit, the misfits, and the fields that nobody knows, which stay. The API server takes `null`
 * for nothing, and so does this. What fits as it is comes back as it is.
 */
export function fitToShape<T>(value: T, shape: Shape, path = ''): Fit<T> {
  const found: Found = { misfits: [], unknown: [] };
  return { value: fitted(value, shape, path, found) as T | undefined, ...found };
}

interface Found {
  readonly misfits: Misfit[];
  readonly unknown: UnknownField[];
}

function fitted(value: unknown, shape: Shape, path: string, found: Found): unknown {
  if (shape === 'any' || value === undefined) return value;
  if (value === null) return undefined;
  if (typeof shape === 'string') return isScalar(value, shape) ? value : misfit(value, shape, path, found);
  if ('list' in shape)
    return Array.isArray(value) ? list(value, shape.list, path, found) : misfit(value, 'list', path, found);
  if (!isObject(value)) return misfit(value, 'mapping', path, found);
  return 'map' in shape ? map(value, shape.map, path, found) : fields(value, shape, path, found);
}

function misfit(got: unknown, expected: string, path: string, { misfits }: Found): undefined {
  misfits.push({ path, got, expected });
}

/** An entry that does not fit becomes an empty one, so that the others keep their index. */
function list(values: readonly unknown[], shape: Shape, path: string, found: Found): unknown {
  let changed = false;
  const kept = values.map((value, index) => {
    const result = fitted(value ?? emptyOf(shape), shape, `${path}[${index}]`, found) ?? emptyOf(shape);
    if (result !== value) changed = true;
    return result;
  });
  return changed ? kept : values;
}

/** What the API server makes of a null in a list. */
function emptyOf(shape: Shape): unknown {
  if (shape === 'string' || shape === 'integer or string' || shape === 'quantity') return '';
  if (shape === 'boolean') return false;
  if (shape === 'integer' || shape === 'number') return 0;
  if (shape === 'any') return undefined;
  return 'list' in shape ? [] : {};
}

function map(value: JsonObject, shape: Shape, path: string, found: Found): unknown {
  let kept: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const result = fitted(value[key], shape, `${path}[${key}]`, found);
    if (result === value[key]) continue;
    kept ??= { ...value };
    if (result === undefined) delete kept[key];
    else kept[key] = result;
  }
  return kept ?? value;
}

function fields(
  value: JsonObject,
  { fields: shapes, versions }: Extract<Shape, { readonly fields: object }>,
  path: string,
  found: Found,
): unknown {
  let kept: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const got = value[key];
    const place = path === '' ? key : `${path}.${key}`;
    // a field named like a member of every object is nobody's field
    const shape = hasField(shapes, key) ? shapes[key] : undefined;
    if (shape === undefined) found.unknown.push({ path: place, field: key, got, known: shapes });
    else if (versions !== undefined && hasField(versions, key))
      found.unknown.push({ path: place, field: key, got, known: shapes, versions: versions[key] });
    const result = got === null ? undefined : fitted(got, shape ?? 'any', place, found);
    if (result !== undefined && result === got) continue;
    kept ??= { ...value };
    if (result === undefined) delete kept[key];
    else kept[key] = result;
  }
  return kept ?? value;
}

function isScalar(value: unknown, type: string): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number';
  return typeof value === 'string' || typeof value === 'number';
}
