import type { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import statefulSetPort from '../lib/rules/stateful-set-port';
import { addWindowsContainer, checkAttachedContainer, WindowsPodTemplate } from './rendering/pod-template';
import { refuse } from './rendering/refusal';
import type { PodSecurityLevel } from './windows-namespace';
import type { WindowsWorkloadProps } from './windows-workload';

/** Properties of a WindowsStatefulSet. */
export interface WindowsStatefulSetProps extends WindowsWorkloadProps {
  /**
   * The headless service of the pods.
   * @default - one is made for the ports of `containers`, of which at least one must have a port; where there are several,
   * those without a name are called after protocol and number, as in `tcp-1433`
   */
  readonly service?: kplus.Service;
  /**
   * The number of pods.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Whether pods are made and removed one after the other.
   * @default PodManagementPolicy.ORDERED_READY
   */
  readonly podManagementPolicy?: kplus.PodManagementPolicy;
  /**
   * How old pods are replaced by new ones.
   * @default - rolling update
   */
  readonly strategy?: kplus.StatefulSetUpdateStrategy;
  /**
   * How long a new pod must be ready before it counts as available.
   * @default Duration.seconds(0)
   */
  readonly minReady?: Duration;
}

/**
 * A StatefulSet on Windows nodes. Like its parent it has no volume claim templates: mount a claim that all pods share, for
 * example one of `WindowsStorageClass.azureFile`.
 *
 * The pods get `os.name: windows`, the node selector, the tolerations and the label `cdk8s-windows/os: windows`; nothing
 * that a Windows pod may not carry is emitted. Everything of cdk8s-plus's class goes on working.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class WindowsStatefulSet extends kplus.StatefulSet {
  private readonly template: WindowsPodTemplate;

  /** Throws when a prop contradicts a Windows rule; the message names the prop, the value, the reason and the way out. */
  constructor(scope: Construct, id: string, props: WindowsStatefulSetProps = {}) {
    // The parent makes the service, and would not say whose ports are missing.
    refuseWithoutPort([scope.node.path, id].filter(Boolean).join('/'), props);
    super(scope, id, props);
    if (props.service === undefined) namePorts(this.service);
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

/** The API server refuses a Service of several ports unless each has a name. */
function namePorts({ ports }: kplus.Service): void {
  if (ports.length < 2) return;
  for (const port of ports) {
    const { protocol = kplus.Protocol.TCP, port: number, name = `${protocol.toLowerCase()}-${number}` } = port;
    Object.assign(port, { name });
  }
}

function refuseWithoutPort(subject: string, { containers = [], service }: WindowsStatefulSetProps): void {
  const ports = containers.map(({ port, portNumber, ports: [first] = [] }) => portNumber ?? port ?? first);
  if (service !== undefined || ports.some((port) => port !== undefined)) return;
  refuse(statefulSetPort, { subject, field: containers.length > 0 ? 'containers[0].portNumber' : 'containers' });
}
