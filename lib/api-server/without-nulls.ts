/** To the API server null is nothing. What holds none comes back as it is. */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) {
    const list = value.map(withoutNulls);
    return list.every((entry, index) => entry === value[index]) ? value : (list as T);
  }
  if (typeof value !== 'object' || value === null) return value;
  let kept: Record<string, unknown> | undefined;
  for (const [key, entry] of Object.entries(value)) {
    const own = withoutNulls(entry);
    if (own === entry && own !== null && own !== undefined) continue;
    kept ??= { ...value } as Record<string, unknown>;
    if (own === null || own === undefined) delete kept[key];
    else kept[key] = own;
  }
  return (kept ?? value) as T;
}
