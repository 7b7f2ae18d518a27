/** To the API server null is nothing. What holds none comes back as it is. */
export function withoutNulls<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    let list: unknown[] = value;
    for (let index = 0; index < value.length; index++) {
      const own = withoutNulls(value[index]);
      if (own === value[index]) continue;
      if (list === value) list = [...value];
      list[index] = own;
    }
    return list as T;
  }
  const fields = value as Record<string, unknown>;
  let kept = fields;
  let hasNulls = false;
  for (const key of Object.keys(fields)) {
    const entry = fields[key];
    if (entry === null || entry === undefined) {
      hasNulls = true;
    } else if (typeof entry === 'object') {
      const own = withoutNulls(entry);
      if (own === entry) continue;
      if (kept === fields) kept = { ...fields };
      kept[key] = own;
    }
  }
  // an object from which fields are deleted is slow ever after
  return (hasNulls ? Object.fromEntries(Object.entries(kept).filter(isThere)) : kept) as T;
}

function isThere([, entry]: readonly [string, unknown]): boolean {
  return entry !== null && entry !== undefined;
}
