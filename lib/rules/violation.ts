import type { Rule } from './rule';

/** A broken rule as data: where, which field, what was found, what is allowed. `lib/report` turns it into words. */
export interface Violation {
  readonly rule: Rule;
  /** The construct path or object that broke the rule. */
  readonly subject: string;
  /** The prop or field as the author wrote it, for example `containers[0].securityContext.privileged`. */
  readonly field: string;
  /** The value found; `undefined` when the field is missing. */
  readonly got?: unknown;
  /** Whether nothing is there, where no value means something else. */
  readonly isMissing?: boolean;
  /** What would have been right, when the rule can say so exactly. */
  readonly allowed?: string;
  /** What exactly is wrong with the value, as a clause: `it climbs with ..`. */
  readonly problem?: string;
  /** Replaces the fix of the rule when this case has a better one. */
  readonly fix?: string;
}
