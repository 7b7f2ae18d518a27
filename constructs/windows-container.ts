import type * as kplus from 'cdk8s-plus-28';
import type { IGmsaCredentialSpec } from './gmsa-identity';
import type { RunAsUser } from './run-as-user';

/**
 * A container of a Windows workload: all of cdk8s-plus's props, and the Windows ones.
 *
 * Other than in cdk8s-plus nothing Linux-only is emitted, there is no start-up probe unless you give one,
 * `imagePullPolicy` is left to Kubernetes, and the default resources are 250m to 1 CPU and 1 GiB of memory
 * (`resources: {}` emits none).
 */
export interface WindowsContainerProps extends kplus.ContainerProps {
  /**
   * The account of this container.
   * @default - the pod's; without one the USER of the image
   */
  readonly runAsUserName?: RunAsUser;
  /**
   * Whether the kubelet refuses to start the container as ContainerAdministrator. Needs a `runAsUserName` here or on the
   * pod, since the kubelet compares names only.
   * @default - the pod's
   */
  readonly runAsNonRoot?: boolean;
  /**
   * The gMSA of this container. Not possible on init containers: the webhook does not look at them.
   * @default - the pod's
   */
  readonly gmsa?: IGmsaCredentialSpec;
}
