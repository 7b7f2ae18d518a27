import { nearestName } from './nearest-name';
import { isObject, type JsonObject } from './workload';

/** Why nobody can tell of what kind an object is. */
export interface UnnamedKind {
  readonly message: string;
  /** The key that was written instead, when there is one. */
  readonly key?: string;
}

/** An object that is surely meant for Kubernetes and does not say what it is: kubectl refuses the whole file. */
export function unnamedKind(value: JsonObject): UnnamedKind | undefined {
  if (!isObject(value.metadata) && !isObject(value.spec)) return undefined;
  const missing = ['apiVersion', 'kind'].filter((name) => !isText(value[name]));
  const slips = missing.map((name) => slipOf(value, name));
  const [name] = missing;
  const [key] = slips;
  if (name === undefined || (missing.length === 2 && slips.every((slip) => slip === undefined))) return undefined;
  if (key !== undefined) return { message: `${name} is missing: write ${name} instead of ${key}`, key };
  if (value[name] === undefined) return { message: `${name} is missing: kubectl refuses an object without it` };
  return { message: `${name} must be a text that is not empty`, key: name };
}

/** A key that is nearly the one: `Kind`, `apiversion`. */
function slipOf(value: JsonObject, name: string): string | undefined {
  return Object.keys(value).find((key) => key !== name && isText(value[key]) && nearestName(key, [name]) === name);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
