/**
 * A function whose result is worked out once for each object: many rules ask the same of one pod. The object may not change
 * afterwards, and the result belongs to all.
 */
export function remembered<Of extends object, Result extends object>(work: (of: Of) => Result): (of: Of) => Result {
  const results = new WeakMap<Of, Result>();
  return (of) => {
    let result = results.get(of);
    if (result === undefined) {
      result = work(of);
      results.set(of, result);
    }
    return result;
  };
}
