const KEYS = new Map<string, readonly string[]>();

/** The keys of a path of fields such as `securityContext.privileged`. Code names few of them, and asks for them often. */
export function keysOf(path: string): readonly string[] {
  let keys = KEYS.get(path);
  if (keys === undefined) {
    keys = path.split('.');
    KEYS.set(path, keys);
  }
  return keys;
}

/** What stands at a path of fields, if anything. */
export function valueAt(holder: object, path: string): unknown {
  let value: unknown = holder;
  for (const key of keysOf(path)) {
    if (value === undefined || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
