/** What a matcher of vitest and of Jest gives back. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}
