import type { Construct } from 'constructs';
import { WindowsPod } from './windows-pod';
import type { WindowsPodProps } from './windows-pod-props';

/** Properties of a HostProcessPod. */
export interface HostProcessPodProps extends WindowsPodProps {}

/**
 * A single pod with access to a Windows node, for example to look at what is wrong with it.
 *
 * `hostProcess` and `hostNetwork` are set on the pod, so that every container is a HostProcess container, those added
 * later included. Without `runAsUserName` they run as LOCAL SERVICE. The namespace must admit privileged pods: see
 * `WindowsNamespace`. No network policy governs the pods, and any image will do that holds the files. Paths in commands:
 * see `HostProcessPath`.
 *
 * Kubernetes lets nobody change a Pod once it is there, but for its images: delete it before applying a change. A
 * HostProcessDeployment of one replica replaces its pod by itself.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
 */
export class HostProcessPod extends WindowsPod {
  /**
   * Throws on what a HostProcess pod cannot have: an account of the container, a gMSA, `runAsNonRoot`, a named pipe mount,
   * host aliases, `hostNetwork: false`.
   */
  constructor(scope: Construct, id: string, props: HostProcessPodProps = {}) {
    super(scope, id, props);
  }

  /**
   * The containers are processes of the node.
   * @internal
   */
  protected override get _hostProcess(): boolean {
    return true;
  }
}
