import type { PlacedAcceptance, PlacedFinding } from '../lint/placed-finding';
import type { Skipped, Unreadable } from '../manifests/manifest-text';

/** What one run has to say, in whatever format. */
export interface Report {
  readonly findings: readonly PlacedFinding[];
  readonly unreadable: readonly Unreadable[];
  readonly skipped: readonly Skipped[];
  /** How many files were read. */
  readonly files: number;
  /** How many objects were looked at. */
  readonly objects: number;
  /** What the authors have accepted. */
  readonly accepted: readonly PlacedAcceptance[];
  /** Findings that are not shown because they matter less than was asked for. */
  readonly hidden: number;
}
