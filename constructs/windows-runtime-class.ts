import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { mergeTolerations, withoutTwins } from '../lib/platforms/tolerations';
import runtimeClassHandler from '../lib/rules/runtime-class-handler';
import runtimeClassNotWindows from '../lib/rules/runtime-class-not-windows';
import { ARCH_LABEL, OS_LABEL, WINDOWS_BUILD_LABEL } from '../lib/windows/labels';
import { withoutNamespace } from './rendering/cluster-scoped';
import { refuseOtherNodes } from './rendering/node-selector';
import { refuse } from './rendering/refusal';
import { TargetCluster } from './target-cluster';
import type { WindowsVersion } from './windows-version';

/** A RuntimeClass for Windows pods, of this app or already in the cluster. */
export interface IWindowsRuntimeClass {
  /** The name that pods give as `runtimeClassName`. */
  readonly runtimeClassName: string;
  /** The node labels that the class demands of the nodes of its pods; empty when unknown. */
  readonly nodeSelector: { readonly [label: string]: string };
  /** The tolerations that its pods get on admission; empty when unknown. */
  readonly tolerations: k8s.Toleration[];
}

/** Properties of a WindowsRuntimeClass. */
export interface WindowsRuntimeClassProps {
  /**
   * Metadata of the object.
   * @default - the name is derived from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
  /** The Windows version of the nodes. */
  readonly windowsVersion: WindowsVersion;
  /**
   * The handler of containerd. Kubernetes runs process-isolated Windows containers only.
   * @default 'runhcs-wcow-process'
   */
  readonly handler?: string;
  /**
   * Further node labels; operating system, architecture and build are always there.
   * @default - none
   */
  readonly nodeSelector?: { readonly [label: string]: string };
  /**
   * Further tolerations; those that Windows nodes need are always there.
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];
}

const PROCESS_ISOLATION = 'runhcs-wcow-process';

/**
 * A RuntimeClass that carries the node selector and the tolerations of one Windows version, so that pods need only name
 * it. The objects are cluster-scoped: keep them in a chart of their own.
 *
 * @see https://kubernetes.io/docs/concepts/windows/user-guide/#simplifying-with-runtimeclass
 */
export class WindowsRuntimeClass extends Construct implements IWindowsRuntimeClass {
  /**
   * A class that exists already.
   *
   * @param runtimeClassName Its name.
   */
  public static fromRuntimeClassName(runtimeClassName: string): IWindowsRuntimeClass {
    return { runtimeClassName, nodeSelector: {}, tolerations: [] };
  }

  /** The underlying object. */
  public readonly apiObject: ApiObject;
  public readonly runtimeClassName: string;
  public readonly nodeSelector: { readonly [label: string]: string };
  /** The Windows version of the nodes. */
  public readonly windowsVersion: WindowsVersion;
  public readonly tolerations: k8s.Toleration[];

  /**
   * Throws on a handler that Windows nodes do not have, on a node selector that contradicts the version, and on a target
   * cluster without Windows nodes.
   */
  constructor(scope: Construct, id: string, props: WindowsRuntimeClassProps) {
    super(scope, id);
    const subject = this.node.path;
    const cluster = TargetCluster._read(this);
    cluster._refuseUnlessWindows(subject);
    const handler = props.handler ?? PROCESS_ISOLATION;
    if (handler !== PROCESS_ISOLATION) refuse(runtimeClassHandler, { subject, field: 'handler', got: handler });
    cluster._refuseBuildNotOffered(subject, 'windowsVersion', props.windowsVersion.windowsBuild);
    refuseOtherNodes(subject, props, runtimeClassNotWindows);

    this.windowsVersion = props.windowsVersion;
    this.nodeSelector = {
      [OS_LABEL]: 'windows',
      [ARCH_LABEL]: 'amd64',
      [WINDOWS_BUILD_LABEL]: props.windowsVersion.windowsBuild,
      ...props.nodeSelector,
    };
    this.tolerations = withoutTwins(mergeTolerations(props.tolerations ?? [], cluster.windowsTolerations));
    this.apiObject = withoutNamespace(
      new k8s.KubeRuntimeClass(this, 'Resource', {
        metadata: props.metadata,
        handler,
        scheduling: { nodeSelector: { ...this.nodeSelector }, tolerations: this.tolerations },
      }),
    );
    this.runtimeClassName = this.apiObject.name;
  }
}
