import fc from 'fast-check';

export type Json = Record<string, unknown>;

/** The more often a value is given, the more often it comes. */
export const anyOf = <T>(...values: T[]) => fc.constantFrom(...values);

export const some = <T>(values: fc.Arbitrary<T>, maxLength = 3) => fc.array(values, { minLength: 1, maxLength });

/** Left out so many times as often as it is there. */
export const maybe = <T>(values: fc.Arbitrary<T>, rarity = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: rarity, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values });

/** Mostly the one, so many times as often as the other. */
export const mostly = <T>(weight: number, usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: other });

/** What is not there is not written. */
export function sparse(fields: object): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
