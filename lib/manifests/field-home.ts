import type { Shape } from './shape';
import { hasField } from './workload';

/**
 * Where a field belongs that stands in the wrong place, as a wrong indent mostly leaves it: further up on the way to it, or in
 * what stands beside it.
 *
 * @param path Of the field itself, as the API server writes it.
 * @param shape Of the object.
 */
export function homeOfField(field: string, path: string, shape: Shape): string | undefined {
  const above = holdersOf(path, shape, '');
  const here = above.pop();
  const holder = above.reverse().find(({ fields }) => hasField(fields, field));
  if (holder !== undefined) return below(holder.path, field);
  for (const [name, child] of Object.entries(here?.fields ?? {})) {
    const isList = typeof child === 'object' && 'list' in child;
    const inner = isList ? child.list : child;
    if (typeof inner !== 'object' || !('fields' in inner) || !hasField(inner.fields, field)) continue;
    return `${below(here?.path ?? '', name)}${isList ? '[]' : ''}.${field}`;
  }
  return undefined;
}

function below(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

interface Holder {
  readonly path: string;
  readonly fields: { readonly [field: string]: Shape };
}

/** What has fields on the way from the object to the field, the outermost first. */
function holdersOf(path: string, shape: Shape, at: string): Holder[] {
  if (typeof shape === 'string' || 'map' in shape) return [];
  if ('list' in shape) {
    const [index] = /^\[\d+\]/.exec(path.slice(at.length)) ?? [];
    return index === undefined ? [] : holdersOf(path, shape.list, at + index);
  }
  const start = at === '' ? 0 : at.length + 1;
  const [name = ''] = /^[^.[]+/.exec(path.slice(start)) ?? [];
  const inner = hasField(shape.fields, name) ? shape.fields[name] : 'any';
  return [{ path: at, fields: shape.fields }, ...holdersOf(path, inner, path.slice(0, start + name.length))];
}
