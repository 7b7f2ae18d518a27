import type { Duration } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { IGmsaCredentialSpec } from './gmsa-identity';
import type { RunAsUser } from './run-as-user';
import type { WindowsContainerProps } from './windows-container';
import type { IWindowsRuntimeClass } from './windows-runtime-class';
import type { WindowsVersion } from './windows-version';

/** Properties of a WindowsPod, and of the pods of every Windows workload. */
export interface WindowsPodProps extends kplus.ResourceProps {
  /**
   * The containers of the pod.
   * @default - none; add them by `addContainer`
   */
  readonly containers?: WindowsContainerProps[];
  /**
   * The init containers of the pod.
   * @default - none
   */
  readonly initContainers?: WindowsContainerProps[];
  /**
   * Volumes of the pod. Those that containers mount are there anyway.
   * @default - none
   */
  readonly volumes?: kplus.Volume[];
  /**
   * The Windows version of the nodes to run on; emitted as node selector `node.kubernetes.io/windows-build`, and every
   * image is checked against it.
   * @default - any that the images run on: with known `windowsVersions` of the target cluster a selector is added where
   * it is needed, otherwise none
   */
  readonly windowsVersion?: WindowsVersion;
  /**
   * The RuntimeClass of the pod. Its node selector and tolerations are merged on admission; into a DaemonSet, whose
   * controller does not look at RuntimeClasses, they are written.
   * @default - none
   */
  readonly runtimeClass?: IWindowsRuntimeClass;
  /**
   * The name of a RuntimeClass that exists already.
   * @default - none
   */
  readonly runtimeClassName?: string;
  /**
   * Further labels that nodes must have; `kubernetes.io/os: windows` is always there.
   * @default - none
   */
  readonly nodeSelector?: { readonly [label: string]: string };
  /**
   * Further tolerations; those that Windows nodes need are always there.
   * @default - none
   */
  readonly tolerations?: kplus.k8s.Toleration[];
  /**
   * The account of all containers. One that exists in the image only is written on each container instead of the pod,
   * since the pause container, which takes the pod's user, does not know it.
   * @default - the USER of each image
   */
  readonly runAsUserName?: RunAsUser;
  /**
   * Whether the kubelet refuses to start a container as ContainerAdministrator. Needs a user, since it compares names
   * only.
   * @default - not emitted
   */
  readonly runAsNonRoot?: boolean;
  /**
   * The gMSA of all containers, init containers included. Without a user they then run as NETWORK SERVICE, which carries
   * the identity; images that start IIS by ServiceMonitor keep theirs.
   * @default - none
   */
  readonly gmsa?: IGmsaCredentialSpec;
  /**
   * The priority class of the pod.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * The account by which the pod speaks to the API server, and to which a gMSA is granted.
   * @default - none; a workload with a gMSA gets an account of its own
   */
  readonly serviceAccount?: kplus.IServiceAccount;
  /**
   * Whether the token of the service account is mounted.
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;
  /**
   * When containers start again after they have ended.
   * @default RestartPolicy.ALWAYS; NEVER for jobs
   */
  readonly restartPolicy?: kplus.RestartPolicy;
  /**
   * How long Kubernetes waits for containers to end before it kills them. Windows containers hear of the end by
   * CTRL_SHUTDOWN_EVENT; with containerd before 1.7 Server Core kills them after 5 seconds whatever this says.
   * @default - not emitted: Kubernetes waits 30 seconds
   */
  readonly terminationGracePeriod?: Duration;
  /**
   * DNS settings. `CLUSTER_FIRST_WITH_HOST_NET` and `options` are refused: they have no effect on Windows.
   * @default - those of the cluster
   */
  readonly dns?: kplus.PodDnsProps;
  /**
   * Entries for the hosts file of the pod.
   * @default - none
   */
  readonly hostAliases?: kplus.HostAlias[];
  /**
   * The secret with the credentials of a private image registry (`imagePullSecrets`).
   * @default - none
   */
  readonly dockerRegistryAuth?: kplus.ISecret;
  /**
   * Whether the pod uses the network of the node; HostProcess pods do, no other Windows pod can.
   * @default - true for HostProcess workloads, else false
   */
  readonly hostNetwork?: boolean;
  /**
   * Whether a Kubernetes NetworkPolicy that denies everything is made for the pod. See `CalicoIsolation` for policies that
   * hold on Windows.
   * @default false
   */
  readonly isolate?: boolean;
  /**
   * The security context as cdk8s-plus knows it. On Windows only `ensureNonRoot` has a meaning; everything else is
   * refused with what to use instead.
   * @default - none
   */
  readonly securityContext?: kplus.PodSecurityContextProps;
}
