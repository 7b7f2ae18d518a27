import type { ApiObjectMetadata } from 'cdk8s';
import type { WindowsPodProps } from './windows-pod-props';

/** What Windows workloads take beside the props of their pods. */
export interface WindowsWorkloadProps extends WindowsPodProps {
  /**
   * Metadata of the pods.
   * @default - none beside the labels that are always there
   */
  readonly podMetadata?: ApiObjectMetadata;
  /**
   * Whether a selector and its label are made for the pods. Say `false` to write your own by `select`.
   * @default true; false for jobs
   */
  readonly select?: boolean;
  /**
   * Whether no two pods may share a node, nor a zone: replicas beyond the number of zones stay Pending.
   * @default false
   */
  readonly spread?: boolean;
}
