import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { addWindowsContainer, checkAttachedContainer, WindowsPodTemplate } from './rendering/pod-template';
import type { PodSecurityLevel } from './windows-namespace';
import type { WindowsWorkloadProps } from './windows-workload';

/** The first pull of a Windows image of several GB can take longer than the ten minutes that Kubernetes gives a rollout. */
const FIRST_PULL_SECONDS = 30 * 60;

/** Properties of a WindowsDeployment. */
export interface WindowsDeploymentProps extends WindowsWorkloadProps {
  /**
   * The number of pods.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * How old pods are replaced by new ones.
   * @default - rolling update, 25 % surge and 25 % unavailable
   */
  readonly strategy?: kplus.DeploymentStrategy;
  /**
   * How long a new pod must be ready before it counts as available.
   * @default Duration.seconds(0)
   */
  readonly minReady?: Duration;
  /**
   * How long a rollout may take before it is reported as failed. Ten minutes, the default of Kubernetes, can be too short
   * for the first pull of a Windows image.
   * @default Duration.minutes(30), and `minReady` on top
   */
  readonly progressDeadline?: Duration;
}

/**
 * A Deployment on Windows nodes.
 *
 * The pods get `os.name: windows`, the node selector, the tolerations and the label `cdk8s-windows/os: windows`; nothing
 * that a Windows pod may not carry is emitted. Everything of cdk8s-plus's class goes on working: Services, ingress, autoscaling, `connections`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export class WindowsDeployment extends kplus.Deployment {
  private readonly template: WindowsPodTemplate;

  /** Throws when a prop contradicts a Windows rule; the message names the prop, the value, the reason and the way out. */
  constructor(scope: Construct, id: string, props: WindowsDeploymentProps = {}) {
    // Kubernetes wants more time for the rollout than for one pod.
    const patience = Duration.seconds(FIRST_PULL_SECONDS + (props.minReady?.toSeconds() ?? 0));
    super(scope, id, { ...props, progressDeadline: props.progressDeadline ?? patience });
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
