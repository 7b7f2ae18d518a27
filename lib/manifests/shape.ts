import { isObject, type JsonObject } from './workload';

/** The types of the fields that somebody reads; what a shape does not name may be anything. */
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
  | { readonly fields: { readonly [field: string]: Shape } };

/** A value of another type than its field has. */
export interface Misfit {
  /** Path as the API server writes it. */
  readonly path: string;
  readonly got: unknown;
  /** The type of the field, in words. */
  readonly expected: string;
}

/**
 * The value without what does not fit, and the misfits. The API server takes `null` for nothing, and so does this. What fits
 * as it is comes back as it is.
 */
export function fitToShape<T>(
  value: T,
  shape: Shape,
  path = '',
): { readonly value: T | undefined; readonly misfits: Misfit[] } {
  const misfits: Misfit[] = [];
  return { value: fitted(value, shape, path, misfits) as T | undefined, misfits };
}

function fitted(value: unknown, shape: Shape, path: string, misfits: Misfit[]): unknown {
  if (shape === 'any' || value === undefined) return value;
  if (value === null) return undefined;
  if (typeof shape === 'string') return isScalar(value, shape) ? value : misfit(value, shape, path, misfits);
  if ('list' in shape)
    return Array.isArray(value) ? list(value, shape.list, path, misfits) : misfit(value, 'list', path, misfits);
  if (!isObject(value)) return misfit(value, 'mapping', path, misfits);
  return 'map' in shape ? map(value, shape.map, path, misfits) : fields(value, shape.fields, path, misfits);
}

function misfit(got: unknown, expected: string, path: string, misfits: Misfit[]): undefined {
  misfits.push({ path, got, expected });
}

/** An entry that does not fit becomes an empty one, so that the others keep their index. */
function list(values: readonly unknown[], shape: Shape, path: string, misfits: Misfit[]): unknown {
  let changed = false;
  const kept = values.map((value, index) => {
    const result = fitted(value ?? emptyOf(shape), shape, `${path}[${index}]`, misfits) ?? emptyOf(shape);
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

function map(value: JsonObject, shape: Shape, path: string, misfits: Misfit[]): unknown {
  let kept: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const result = fitted(value[key], shape, `${path}[${key}]`, misfits);
    if (result === value[key]) continue;
    kept ??= { ...value };
    if (result === undefined) delete kept[key];
    else kept[key] = result;
  }
  return kept ?? value;
}

function fields(
  value: JsonObject,
  shapes: { readonly [field: string]: Shape },
  path: string,
  misfits: Misfit[],
): unknown {
  let kept: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    // a field named like a member of every object is nobody's field
    const shape = HAS_OWN.call(shapes, key) ? shapes[key] : 'any';
    const result =
      value[key] === null ? undefined : fitted(value[key], shape, path === '' ? key : `${path}.${key}`, misfits);
    if (result === value[key]) continue;
    kept ??= { ...value };
    if (result === undefined) delete kept[key];
    else kept[key] = result;
  }
  return kept ?? value;
}

const HAS_OWN = Object.prototype.hasOwnProperty;

function isScalar(value: unknown, type: string): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number';
  return typeof value === 'string' || typeof value === 'number';
}
