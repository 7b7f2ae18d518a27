/** Without entries that say nothing; `undefined` when none says anything. */
export function compact<T extends object>(value: T): T | undefined {
  const kept = defined(value);
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Without entries that are undefined. */
export function defined<T extends object>(value: T): T {
  return addDefined({} as T, value);
}

/** What cdk8s-plus has rendered, with other fields in place of its own; one that is undefined takes its own away. */
export function overlaid<T extends object>(plus: T, fields: Partial<T>): T {
  const kept = {} as T;
  for (const key of Object.keys(plus) as (keyof T)[])
    if (plus[key] !== undefined && !(key in fields)) kept[key] = plus[key];
  return addDefined(kept, fields);
}

function addDefined<T extends object>(kept: T, from: Partial<T>): T {
  for (const key of Object.keys(from) as (keyof T)[]) {
    const value = from[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}
