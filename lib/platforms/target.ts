import type { Platform } from './platform';

/** What manifests are for. Unset: any platform, any version; then only what holds everywhere is an error. */
export interface Target {
  readonly platform?: Platform;
  /** The minor of Kubernetes: 34 for 1.34. */
  readonly kubernetes?: number;
  /** Whether the author names the taints of the Windows nodes, so that those of the platform do not count. */
  readonly hasOwnTaints?: boolean;
}

/** The minors whose API servers have judged the rules (`docs/verdicts.md`): the versions in question when none is named. */
export const OLDEST_KUBERNETES = 30;
export const NEWEST_KUBERNETES = 36;
