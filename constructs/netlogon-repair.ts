import { Duration } from 'cdk8s';
import { Handler } from 'cdk8s-plus-28';
import { isCount } from '../lib/api-server/formats';
import wholeNumber from '../lib/rules/whole-number';
import { netlogonRepairScript } from '../lib/windows/netlogon';
import { refuse } from './rendering/refusal';

/** How a NetlogonRepair tries. */
export interface NetlogonRepairOptions {
  /**
   * How often Netlogon is restarted at most.
   * @default 10
   */
  readonly attempts?: number;
  /**
   * How long to wait after a restart.
   * @default Duration.seconds(5)
   */
  readonly delay?: Duration;
  /**
   * Whether the hook fails when the last attempt was in vain. Kubernetes then kills the container and, by the restart
   * policy of the pod, starts it again. Otherwise the container goes on without the identity.
   * @default false
   */
  readonly failContainer?: boolean;
}

/**
 * A remedy for containers that start without a secure channel to their domain, where `nltest /query` reports an error
 * though the gMSA is right: it restarts the Netlogon service of the container.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/#troubleshooting
 */
export class NetlogonRepair {
  /**
   * A hook for `lifecycle.postStart`. While the channel does not work it restarts Netlogon, up to the given number of
   * times; a channel that works is left alone. The container counts as running only when the hook has ended, so a hook
   * that tries in vain holds it up for attempts times delay.
   *
   * It needs Windows PowerShell, so no Nano Server, and an administrator: ContainerAdministrator or SYSTEM. Of the two only
   * SYSTEM speaks to the network as the gMSA. Workloads refuse it otherwise.
   *
   * @param options How often and how long. Throws when the attempts are no whole number of 1 or more.
   */
  public static postStart(options: NetlogonRepairOptions = {}): Handler {
    const { attempts = 10, delay = Duration.seconds(5), failContainer = false } = options;
    if (!isCount(attempts) || attempts === 0) {
      refuse(wholeNumber, {
        subject: 'NetlogonRepair.postStart',
        field: 'attempts',
        got: attempts,
        allowed: '1 or more',
      });
    }
    const failureCode = failContainer ? 1 : 0;
    const script = netlogonRepairScript({ attempts, delayMilliseconds: delay.toMilliseconds(), failureCode });
    return Handler.fromCommand(['powershell.exe', '-NoProfile', '-Command', script]);
  }

  private constructor() {}
}
