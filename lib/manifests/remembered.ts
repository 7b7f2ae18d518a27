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

/** The same for the object that was asked about last: all rules are asked about one object, and then about the next. */
export function rememberedLast<Of extends object, Result>(work: (of: Of) => Result): (of: Of) => Result {
  let last: { readonly of: Of; readonly result: Result } | undefined;
  return (of) => {
    if (last?.of !== of) last = { of, result: work(of) };
    return last.result;
  };
}
