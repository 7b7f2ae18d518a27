import fc from 'fast-check';

const ABSENT = Symbol('absent');

/**
 * Objects of which each field is mostly absent, sometimes null, and else a value: with every field there at once nothing
 * would ever be accepted, and nothing would be seen but the first mistakes.
 *
 * @param rarity How many times more often a field is absent than there.
 */
export function sparse(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>, rarity: number): fc.Arbitrary<object> {
  const optional = (value: fc.Arbitrary<unknown>) =>
    fc.oneof(
      { withCrossShrink: true },
      { weight: Math.round(12 * rarity), arbitrary: fc.constant(ABSENT) },
      { weight: 11, arbitrary: value },
      { weight: 1, arbitrary: fc.constant(null) },
    );
  return fc
    .record(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, optional(value)])))
    .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ABSENT)));
}

/** The same without what is null: the API server takes it for nothing. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutNulls(entry)]));
}
