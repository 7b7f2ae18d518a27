import type { KubernetesObject } from '../manifests/kubernetes-object';

/** What one should know about an answer: something of the input plays no part in it, or is not known. */
export interface Remark {
  /** A sentence. */
  readonly message: string;
  readonly object?: KubernetesObject;
  /** The part of the object that it is about. */
  readonly path?: string;
  /** Whether the answer may be another than the one of the cluster. */
  readonly isTrouble: boolean;
}
