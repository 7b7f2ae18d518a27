import type { Construct } from 'constructs';
import { WindowsDeployment, type WindowsDeploymentProps } from './windows-deployment';

/** Properties of a HostProcessDeployment. */
export interface HostProcessDeploymentProps extends WindowsDeploymentProps {}

/**
 * A controller that needs a Windows node itself, not a container of its own. For agents on every node take
 * `HostProcessDaemonSet`; servers belong into a `WindowsDeployment`.
 *
 * `hostProcess` and `hostNetwork` are set on the pod, so that every container is a HostProcess container, those added
 * later included. Without `runAsUserName` they run as LOCAL SERVICE. The namespace must admit privileged pods: see
 * `WindowsNamespace`. No network policy governs the pods, and any image will do that holds the files. Paths in commands:
 * see `HostProcessPath`.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
 */
export class HostProcessDeployment extends WindowsDeployment {
  /**
   * Throws on what a HostProcess pod cannot have: an account of the container, a gMSA, `runAsNonRoot`, a named pipe mount,
   * host aliases, `hostNetwork: false`.
   */
  constructor(scope: Construct, id: string, props: HostProcessDeploymentProps = {}) {
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
