import { hasField } from './workload';

/**
 * A path as the API server writes it: fields behind dots, list entries and keys of maps in brackets, without quotes:
 * `spec.containers[0].resources.limits[cpu]`.
 */
export function serverPath(path: string): string {
  let result = '';
  let at = 0;
  for (const { begin, end } of quotedKeys(path)) {
    result += `${path.slice(at, begin)}[${path.slice(begin + 2, end - 2)}]`;
    at = end;
  }
  return at === 0 ? path : result + path.slice(at);
}

/** What stands at such a path of an object, if anything. */
export function valueAtServerPath(object: object, path: string): unknown {
  let value: unknown = object;
  for (const part of partsOf(path)) {
    if (typeof value !== 'object' || value === null || !hasField(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** Keys in brackets and quotes, from the bracket to behind the other one. Each character is looked at a few times only. */
function quotedKeys(path: string): { readonly begin: number; readonly end: number }[] {
  const keys: { begin: number; end: number }[] = [];
  const endless = new Set<string>();
  for (let begin = path.indexOf('['); begin >= 0; begin = path.indexOf('[', begin + 1)) {
    const quote = path[begin + 1];
    if ((quote !== '"' && quote !== "'") || endless.has(quote)) continue;
    const close = path.indexOf(`${quote}]`, begin + 2);
    if (close < 0) {
      endless.add(quote);
      continue;
    }
    keys.push({ begin, end: close + 2 });
    begin = close + 1;
  }
  return keys;
}

/** The fields, positions and keys of a path. */
function partsOf(path: string): string[] {
  const parts: string[] = [];
  let at = 0;
  while (at < path.length) {
    const close = path[at] === '[' ? path.indexOf(']', at) : -1;
    // a bracket that nobody closes names the rest
    if (path[at] === '[' && close < 0) return [...parts, path.slice(at + 1)];
    if (close >= 0) {
      parts.push(path.slice(at + 1, close));
      at = close + 1;
      continue;
    }
    let end = at;
    while (end < path.length && !'.[]'.includes(path[end])) end++;
    if (end > at) parts.push(path.slice(at, end));
    at = end < path.length && path[end] !== '[' ? end + 1 : end;
  }
  return parts;
}
