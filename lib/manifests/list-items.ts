import { isKubernetesObject, type KubernetesObject } from './kubernetes-object';
import { isObject } from './workload';

/** What stands in a List, or an object by itself. */
export interface ListItem {
  /** Whatever stands there: nothing says that it is an object. */
  readonly value: unknown;
  /** Where, below the object that was given: `items[3].`, and empty for that object itself. */
  readonly prefix: string;
}

/** The object, or what it holds when it is a List, at any depth. */
export function unfolded(object: KubernetesObject, prefix = ''): ListItem[] {
  const { kind, apiVersion, items } = object;
  if (!kind.endsWith('List') || !Array.isArray(items)) return [{ value: object, prefix }];
  // the items of a list of one kind need not say what they are
  const said = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.flatMap((item: unknown, index) => {
    const value = isObject(item) && item.kind === undefined ? { ...said, ...item } : item;
    const below = `${prefix}items[${index}].`;
    return isKubernetesObject(value) ? unfolded(value, below) : [{ value, prefix: below }];
  });
}

/** A path below what stands in a List, as one below the List. */
export function pathInList(prefix: string, path: string): string {
  return path === '' ? prefix.replace(/\.$/, '') : `${prefix}${path}`;
}
