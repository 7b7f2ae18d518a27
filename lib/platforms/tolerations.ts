/** A toleration as it stands in a pod spec. */
export interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

/** Whether whatever `other` tolerates is tolerated by `one` too (kubernetes/kubernetes `pkg/util/tolerations`). */
export function covers(one: Toleration, other: Toleration): boolean {
  if (one.key === undefined || one.key === '') {
    if (one.operator !== 'Exists') return false;
  } else if (one.key !== other.key) {
    return false;
  }
  if (one.effect !== undefined && one.effect !== '' && one.effect !== other.effect) return false;
  if (one.operator !== 'Exists' && (other.operator === 'Exists' || (one.value ?? '') !== (other.value ?? '')))
    return false;
  if (other.effect !== 'NoExecute' || one.tolerationSeconds === undefined) return true;
  return other.tolerationSeconds !== undefined && other.tolerationSeconds <= one.tolerationSeconds;
}

/** The author's tolerations, each once (a RuntimeClass may not repeat one), then those that none of them covers. */
export function mergeTolerations<T extends Toleration>(own: readonly T[], added: readonly T[]): T[] {
  const distinct = own.filter(
    (toleration, index) => !own.slice(0, index).some((other) => covers(other, toleration) && covers(toleration, other)),
  );
  return [...distinct, ...added.filter((toleration) => !own.some((present) => covers(present, toleration)))];
}

/**
 * The tolerations as a RuntimeClass takes them: of those that differ in their seconds alone the API server takes one, which
 * is the one that covers the others, as admission would leave it in the pods.
 */
export function withoutTwins<T extends Toleration>(tolerations: readonly T[]): T[] {
  return tolerations.filter(
    (toleration) =>
      !tolerations.some(
        (other) =>
          other !== toleration &&
          TWIN_FIELDS.every((field) => (other[field] ?? '') === (toleration[field] ?? '')) &&
          covers(other, toleration),
      ),
  );
}

const TWIN_FIELDS = ['key', 'operator', 'value', 'effect'] as const;
