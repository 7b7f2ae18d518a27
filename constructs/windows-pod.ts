import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { addWindowsContainer, checkAttachedContainer, WindowsPodTemplate } from './rendering/pod-template';
import type { PodSecurityLevel } from './windows-namespace';
import type { WindowsPodProps } from './windows-pod-props';

/**
 * A Pod on Windows nodes.
 *
 * The pods get `os.name: windows`, the node selector, the tolerations and the label `cdk8s-windows/os: windows`; nothing
 * that a Windows pod may not carry is emitted. Everything of cdk8s-plus's class goes on working.
 *
 * Kubernetes lets nobody change a Pod once it is there, but for its images: delete it before applying a change. A
 * WindowsDeployment of one replica replaces its pod by itself.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export class WindowsPod extends kplus.Pod {
  private readonly template: WindowsPodTemplate;

  /** Throws when a prop contradicts a Windows rule; the message names the prop, the value, the reason and the way out. */
  constructor(scope: Construct, id: string, props: WindowsPodProps = {}) {
    super(scope, id, props);
    this.template = new WindowsPodTemplate(this, props, this._hostProcess, () => this._toKube());
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
  public override _toKube(): kplus.k8s.PodSpec {
    return this.template.render(super._toKube());
  }
}
