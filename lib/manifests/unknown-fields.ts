import type { Shape } from './shape';
import { hasField, isObject } from './workload';

/** A field that its kind does not have. */
export interface UnknownField {
  readonly path: string;
  readonly got: unknown;
  /** The fields that there are. */
  readonly known: readonly string[];
}

/** The fields of a value that a shape does not name; of use only for shapes that name all there are. */
export function unknownFields(value: unknown, shape: Shape, path: string): UnknownField[] {
  if (typeof shape === 'string') return [];
  if ('list' in shape) {
    if (!Array.isArray(value)) return [];
    return value.flatMap((each, index) => unknownFields(each, shape.list, `${path}[${index}]`));
  }
  if (!isObject(value) || 'map' in shape) return [];
  const known = Object.keys(shape.fields);
  return Object.entries(value).flatMap(([field, got]) =>
    hasField(shape.fields, field)
      ? unknownFields(got, shape.fields[field], `${path}.${field}`)
      : [{ path: `${path}.${field}`, got, known }],
  );
}
