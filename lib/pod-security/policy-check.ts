import type { PodSpec } from '../manifests/pod-spec';

/** The levels of the Pod Security Standards, from loosest to strictest. */
export type PodSecurityLevelName = 'privileged' | 'baseline' | 'restricted';

/** A place of a pod that a check refuses. */
export interface Obstacle {
  /** Path below the pod spec, or below the metadata for an annotation. */
  readonly path: string;
  readonly got: unknown;
  /** A value that satisfies the check when it stands there; where there is none, the field has to go. */
  readonly allowed?: unknown;
}

/** What a check looks at: the pod as the API server stores it. */
export interface AdmittedPod {
  readonly pod: PodSpec;
  readonly annotations: Readonly<Record<string, string>>;
}

/** One check of the standards, with what it became over the versions of the policy. */
export interface PolicyCheck {
  /** As kubernetes/pod-security-admission calls it. */
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  /** Oldest first. */
  readonly versions: readonly PolicyCheckVersion[];
  /** The baseline check that this restricted one replaces. */
  readonly overrides?: string;
}

export interface PolicyCheckVersion {
  /** The first minor of the policy for which it holds. */
  readonly since: number;
  readonly obstacles: (admitted: AdmittedPod) => Obstacle[];
}
