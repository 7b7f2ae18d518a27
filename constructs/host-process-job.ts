import type { Construct } from 'constructs';
import { WindowsJob, type WindowsJobProps } from './windows-job';

/** Properties of a HostProcessJob. */
export interface HostProcessJobProps extends WindowsJobProps {}

/**
 * Work that is done once on a Windows node itself: a patch, a certificate, a registry value.
 *
 * `hostProcess` and `hostNetwork` are set on the pod, so that every container is a HostProcess container, those added
 * later included. Without `runAsUserName` they run as LOCAL SERVICE. The namespace must admit privileged pods: see
 * `WindowsNamespace`. No network policy governs the pods, and any image will do that holds the files. Paths in commands:
 * see `HostProcessPath`.
 *
 * Kubernetes lets nobody change the pods of a Job once it is there: after a change give the construct another id, so that
 * a new Job runs, or delete the old one before applying; `ttlAfterFinished` does that by itself some time after its end.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
 */
export class HostProcessJob extends WindowsJob {
  /**
   * Throws on what a HostProcess pod cannot have: an account of the container, a gMSA, `runAsNonRoot`, a named pipe mount,
   * host aliases, `hostNetwork: false`.
   */
  constructor(scope: Construct, id: string, props: HostProcessJobProps = {}) {
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
