/**
 * A path as the API server writes it: fields behind dots, list entries and keys of maps in brackets, without quotes:
 * `spec.containers[0].resources.limits[cpu]`.
 */
export function serverPath(path: string): string {
  return path.includes("['") || path.includes('["') ? path.replace(/\[(['"])(.*?)\1\]/g, '[$2]') : path;
}

/** What stands at such a path of an object, if anything. */
export function valueAtServerPath(object: object, path: string): unknown {
  let value: unknown = object;
  for (const [, field, key] of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[field ?? key];
  }
  return value;
}
