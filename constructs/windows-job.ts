import type { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { addWindowsContainer, checkAttachedContainer, WindowsPodTemplate } from './rendering/pod-template';
import type { PodSecurityLevel } from './windows-namespace';
import type { WindowsWorkloadProps } from './windows-workload';

/** Properties of a WindowsJob. */
export interface WindowsJobProps extends WindowsWorkloadProps {
  /**
   * How long the job may be active, retries included.
   * @default - no limit
   */
  readonly activeDeadline?: Duration;
  /**
   * How often the job is tried again.
   * @default - Kubernetes tries 6 times
   */
  readonly backoffLimit?: number;
  /**
   * How long after its end the job is deleted.
   * @default - never
   */
  readonly ttlAfterFinished?: Duration;
}

/**
 * A Job on Windows nodes.
 *
 * The pods get `os.name: windows`, the node selector, the tolerations and the label `cdk8s-windows/os: windows`; nothing
 * that a Windows pod may not carry is emitted. Everything of cdk8s-plus's class goes on working.
 *
 * Kubernetes lets nobody change the pods of a Job once it is there: after a change give the construct another id, so that
 * a new Job runs, or delete the old one before applying; `ttlAfterFinished` does that by itself some time after its end.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export class WindowsJob extends kplus.Job {
  private readonly template: WindowsPodTemplate;

  /** Throws when a prop contradicts a Windows rule; the message names the prop, the value, the reason and the way out. */
  constructor(scope: Construct, id: string, props: WindowsJobProps = {}) {
    super(scope, id, { ...props, restartPolicy: props.restartPolicy ?? kplus.RestartPolicy.NEVER });
    this.template = new WindowsPodTemplate(this, props, this._hostProcess, () => this._toPodSpec());
    this.template.check();
  }

  /** The strictest Pod Security level that admits the pods. */
  public get podSecurityLevel(): PodSecurityLevel {
    return this.template.podSecurityLevel;
  }

  /** Adds a container; takes `WindowsContainerProps` as well. */
  public override addContainer(cont: kplus.ContainerProps): kplus.Container {
    return addWindowsContainer(this, 'containers', cont, (props) => super.addContainer(props));
  }

  /** Adds an init container; takes `WindowsContainerProps` as well. */
  public override addInitContainer(cont: kplus.ContainerProps): kplus.Container {
    return addWindowsContainer(this, 'initContainers', cont, (props) => super.addInitContainer(props));
  }

  /** Adds a container made elsewhere; throws when it carries Linux settings. */
  public override attachContainer(cont: kplus.Container): void {
    checkAttachedContainer(this, cont);
    super.attachContainer(cont);
  }

  /**
   * Whether the containers are processes of the node.
   * @internal
   */
  protected get _hostProcess(): boolean {
    return false;
  }

  /**
   * The pod spec as Windows needs it.
   * @internal
   */
  public override _toPodSpec(): kplus.k8s.PodSpec {
    return this.template.render(super._toPodSpec());
  }
}
