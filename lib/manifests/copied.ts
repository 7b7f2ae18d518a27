/**
 * A copy of an object that belongs to a caller, who may change it: what is found out about an object is kept for it. What
 * cannot be copied, such as one with a function in it, is taken as it is.
 */
export function copied<T extends object>(object: T): T {
  try {
    return structuredClone(object);
  } catch {
    return object;
  }
}
