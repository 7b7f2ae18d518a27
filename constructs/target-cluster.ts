import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { isCidr } from '../lib/api-server/formats';
import { AKS } from '../lib/platforms/aks';
import { AZURE_LOCAL } from '../lib/platforms/azure-local';
import { isContainerdVersion } from '../lib/platforms/containerd-version';
import { EKS } from '../lib/platforms/eks';
import { GKE } from '../lib/platforms/gke';
import { KUBEADM } from '../lib/platforms/kubeadm';
import { kubernetesMinor } from '../lib/platforms/kubernetes-version';
import { OPENSHIFT } from '../lib/platforms/openshift';
import type { Platform } from '../lib/platforms/platform';
import { RKE2 } from '../lib/platforms/rke2';
import type { Target } from '../lib/platforms/target';
import { UNKNOWN } from '../lib/platforms/unknown';
import containerdVersionRule from '../lib/rules/containerd-version';
import kubernetesVersionRule from '../lib/rules/kubernetes-version';
import kubernetesVersionWindowsOs from '../lib/rules/kubernetes-version-windows-os';
import networkFormat from '../lib/rules/network-format';
import networkPluginRule from '../lib/rules/network-plugin';
import platformWindows from '../lib/rules/platform-windows';
import platformWindowsVersion from '../lib/rules/platform-windows-version';
import targetClusterLate from '../lib/rules/target-cluster-late';
import { nameOfBuild } from '../lib/windows/versions';
import { refuseWrongType } from './rendering/prop-types';
import { refuse } from './rendering/refusal';
import type { WindowsVersion } from './windows-version';

/** Who builds the pod network (the CNI plug-in). */
export enum NetworkPlugin {
  /** Azure CNI, pods with addresses of the virtual network. */
  AZURE = 'azure',
  /** Azure CNI Overlay. */
  AZURE_OVERLAY = 'azure-overlay',
  /** kubenet of AKS: Linux nodes only, retires on 2028-03-31. */
  KUBENET = 'kubenet',
  /** Cilium: Linux nodes only. */
  CILIUM = 'cilium',
  /** Amazon VPC CNI. */
  AMAZON_VPC = 'amazon-vpc',
  /** Calico. */
  CALICO = 'calico',
  /** Flannel. */
  FLANNEL = 'flannel',
  /** OVN-Kubernetes. */
  OVN_KUBERNETES = 'ovn',
  /** Antrea. */
  ANTREA = 'antrea',
  /** GKE's own. */
  GKE = 'gke',
}

/** Who enforces network policies. */
export enum PolicyEngine {
  /** Calico. */
  CALICO = 'calico',
  /** Azure network policy manager; its support on Windows ended on 2026-09-30. */
  AZURE = 'azure',
  /** Cilium: Linux nodes only. */
  CILIUM = 'cilium',
  /** Antrea. */
  ANTREA = 'antrea',
  /** OVN-Kubernetes. */
  OVN_KUBERNETES = 'ovn',
  /** Nobody: network policies are accepted and have no effect. */
  NONE = 'none',
}

/** How a GKE cluster runs. */
export enum GkeMode {
  /** Node pools of your own; Windows pools are possible. */
  STANDARD = 'Standard',
  /** No node pools; no Windows. */
  AUTOPILOT = 'Autopilot',
}

/** What the pods of an EKS cluster run on. */
export enum EksCompute {
  /** Managed or self-managed node groups; Windows is possible. */
  NODE_GROUPS = 'node groups',
  /** Fargate: no Windows pods under EKS. */
  FARGATE = 'Fargate',
  /** Auto Mode: no Windows nodes. */
  AUTO_MODE = 'Auto Mode',
  /** Hybrid Nodes: no Windows nodes. */
  HYBRID_NODES = 'Hybrid Nodes',
}

/** What is known of the cluster that the manifests are for. Everything is optional: what is unknown is not assumed. */
export interface TargetClusterProps {
  /**
   * The Kubernetes version, for example `1.34` or `1.34.2`.
   * @default - unknown; the output fits every supported version
   */
  readonly kubernetesVersion?: string;
  /**
   * The Windows versions of the node pools. With more than one, a workload whose images run on some of them only is
   * kept on those.
   * @default - unknown; pods are placed by operating system, and by `windowsVersion` where they state one
   */
  readonly windowsVersions?: WindowsVersion[];
  /**
   * The taints of the Windows nodes.
   * @default - what the platform sets by itself, and its convention (`os=windows:NoSchedule`)
   */
  readonly windowsTaints?: k8s.Taint[];
  /**
   * The version of containerd on the Windows nodes, for example `1.7`. It decides where HostProcess mounts appear.
   * @default '1.7'
   */
  readonly containerdVersion?: string;
  /**
   * Who builds the pod network.
   * @default - unknown
   */
  readonly networkPlugin?: NetworkPlugin;
  /**
   * Who enforces network policies.
   * @default - unknown
   */
  readonly policyEngine?: PolicyEngine;
  /**
   * The version of Calico on the Windows nodes, for example `3.31`.
   * @default - unknown; on AKS 3.24, which is what AKS installs on Windows nodes
   */
  readonly calicoVersion?: string;
  /**
   * The address ranges of pods, as CIDRs.
   * @default - unknown
   */
  readonly podCidrs?: string[];
  /**
   * The address ranges of Services, as CIDRs.
   * @default - unknown
   */
  readonly serviceCidrs?: string[];
  /**
   * The DNS domain of the cluster.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

/** An Azure Kubernetes Service cluster. */
export interface AksClusterProps extends TargetClusterProps {}

/** A Google Kubernetes Engine cluster. */
export interface GkeClusterProps extends TargetClusterProps {
  /**
   * How the cluster runs.
   * @default GkeMode.STANDARD
   */
  readonly mode?: GkeMode;
}

/** An Amazon EKS cluster. */
export interface EksClusterProps extends TargetClusterProps {
  /**
   * What the pods run on.
   * @default EksCompute.NODE_GROUPS
   */
  readonly compute?: EksCompute;
}

const LINUX_ONLY = [NetworkPlugin.KUBENET, NetworkPlugin.CILIUM];

const OF_SCOPE = new WeakMap<IConstruct, TargetCluster>();
/** What each construct has asked for and built upon. */
const READ_BY = new WeakMap<IConstruct, TargetCluster>();

/**
 * What the manifests are for: platform, Kubernetes version, Windows versions and taints of the node pools, network.
 *
 * Workloads read it to choose tolerations, node selectors and paths, and refuse what the cluster cannot do. Without a
 * target cluster the output is right everywhere.
 */
export class TargetCluster {
  /** Azure Kubernetes Service. */
  public static aks(props: AksClusterProps = {}): TargetCluster {
    return new TargetCluster(AKS, props);
  }

  /** AKS on Azure Local, once called AKS hybrid; its Windows nodes carry `node.kubernetes.io/os=Windows`. */
  public static azureLocal(props: TargetClusterProps = {}): TargetCluster {
    return new TargetCluster(AZURE_LOCAL, props);
  }

  /** Amazon EKS. */
  public static eks(props: EksClusterProps = {}): TargetCluster {
    const { compute = EksCompute.NODE_GROUPS } = props;
    return new TargetCluster(EKS, props, compute === EksCompute.NODE_GROUPS ? undefined : `EKS ${compute}`);
  }

  /** Google Kubernetes Engine. */
  public static gke(props: GkeClusterProps = {}): TargetCluster {
    return new TargetCluster(GKE, props, props.mode === GkeMode.AUTOPILOT ? 'GKE Autopilot' : undefined);
  }

  /** OpenShift with the Windows Machine Config Operator; its taint is `os=Windows`, with a capital W. */
  public static openshift(props: TargetClusterProps = {}): TargetCluster {
    return new TargetCluster(OPENSHIFT, props);
  }

  /** RKE2. */
  public static rke2(props: TargetClusterProps = {}): TargetCluster {
    return new TargetCluster(RKE2, props);
  }

  /** Upstream Kubernetes, by kubeadm or Cluster API. */
  public static kubeadm(props: TargetClusterProps = {}): TargetCluster {
    return new TargetCluster(KUBEADM, props);
  }

  /** Any cluster: the output is right on all platforms, for instance it tolerates both taint keys that are in use. */
  public static unknown(props: TargetClusterProps = {}): TargetCluster {
    return new TargetCluster(UNKNOWN, props);
  }

  /** The target cluster of a construct: its own, else that of the nearest parent, else `TargetCluster.unknown()`. */
  public static of(scope: IConstruct): TargetCluster {
    for (let construct: IConstruct | undefined = scope; construct !== undefined; construct = construct.node.scope) {
      const cluster = OF_SCOPE.get(construct);
      if (cluster !== undefined) return cluster;
    }
    return ANY_CLUSTER;
  }

  /**
   * As `of`, for constructs that build upon the answer.
   * @internal
   */
  public static _read(construct: IConstruct): TargetCluster {
    const cluster = TargetCluster.of(construct);
    READ_BY.set(construct, cluster);
    return cluster;
  }

  /**
   * Whether a construct of this package has built upon the answer here.
   * @internal
   */
  public static _wasRead(construct: IConstruct): boolean {
    return READ_BY.has(construct);
  }

  /** The platform's id: `aks`, `azure-local`, `eks`, `gke`, `openshift`, `rke2`, `kubeadm` or `unknown`. */
  public readonly platform: string;
  /** The Kubernetes version, when known. */
  public readonly kubernetesVersion?: string;
  /** The Windows versions of the node pools; empty when unknown. */
  public readonly windowsVersions: WindowsVersion[];
  /** The version of containerd on the Windows nodes. */
  public readonly containerdVersion: string;
  /** The network plug-in, when known. */
  public readonly networkPlugin?: NetworkPlugin;
  /** Who enforces network policies, when known. */
  public readonly policyEngine?: PolicyEngine;
  /** The version of Calico on the Windows nodes, when known. */
  public readonly calicoVersion?: string;
  /** The address ranges of pods; empty when unknown. */
  public readonly podCidrs: string[];
  /** The address ranges of Services; empty when unknown. */
  public readonly serviceCidrs: string[];
  /** The DNS domain of the cluster. */
  public readonly clusterDomain: string;

  private readonly facts: Platform;
  private readonly taints?: k8s.Taint[];
  private readonly withoutWindows?: string;

  private constructor(facts: Platform, props: TargetClusterProps, withoutWindows?: string) {
    this.facts = facts;
    this.platform = facts.id;
    this.kubernetesVersion = props.kubernetesVersion;
    this.windowsVersions = [...(props.windowsVersions ?? [])];
    this.containerdVersion = props.containerdVersion ?? '1.7';
    this.networkPlugin = props.networkPlugin;
    this.policyEngine = props.policyEngine;
    this.calicoVersion = props.calicoVersion ?? facts.calicoOnWindows;
    this.podCidrs = cidrsOf(props.podCidrs, facts.id, 'podCidrs');
    this.serviceCidrs = cidrsOf(props.serviceCidrs, facts.id, 'serviceCidrs');
    this.clusterDomain = props.clusterDomain ?? 'cluster.local';
    this.taints = props.windowsTaints;
    this.withoutWindows = withoutWindows;

    if (props.kubernetesVersion !== undefined && kubernetesMinor(props.kubernetesVersion) === undefined) {
      refuse(kubernetesVersionRule, {
        subject: `TargetCluster ${facts.id}`,
        field: 'kubernetesVersion',
        got: props.kubernetesVersion,
      });
    }
    if (!isContainerdVersion(this.containerdVersion)) {
      refuse(containerdVersionRule, {
        subject: `TargetCluster ${facts.id}`,
        field: 'containerdVersion',
        got: this.containerdVersion,
      });
    }
    for (const [index, version] of this.windowsVersions.entries()) {
      refuseWrongType('windowsVersion', version, `TargetCluster ${facts.id}`, `windowsVersions[${index}]`);
      this._refuseBuildNotOffered(`TargetCluster ${facts.id}`, `windowsVersions[${index}]`, version.windowsBuild);
    }
  }

  /**
   * Makes this the target cluster of a construct and all constructs in it. `WindowsApp` takes it as a prop; with a stock
   * `App` or `Chart`, call this before workloads are created.
   *
   * @param scope An app, a chart or any construct.
   * @throws When a workload in it has already read another target cluster.
   */
  public applyTo(scope: IConstruct): void {
    const late = scope.node.findAll().find((construct) => (READ_BY.get(construct) ?? this) !== this);
    if (late !== undefined) {
      const subject = scope.node.path || 'the app';
      const problem = `${late.node.path} was made for ${READ_BY.get(late)?.platform}, or for other props`;
      refuse(targetClusterLate, { subject, field: 'TargetCluster', got: this.platform, problem });
    }
    OF_SCOPE.set(scope, this);
  }

  /** The tolerations that let a pod onto the Windows nodes of this cluster. */
  public get windowsTolerations(): k8s.Toleration[] {
    if (this.taints === undefined) return this.facts.tolerations.map((toleration) => ({ ...toleration }));
    return this.taints.map(({ key, value, effect }) => ({
      key,
      operator: value ? 'Equal' : 'Exists',
      ...(value ? { value } : {}),
      effect,
    }));
  }

  /** Namespaces of the platform itself, which an isolation leaves alone. */
  public get systemNamespaces(): string[] {
    return [...this.facts.systemNamespaces];
  }

  /**
   * Facts of the platform, for constructs of this package.
   * @internal
   */
  public get _facts(): Platform {
    return this.facts;
  }

  /**
   * What the rules may know of this cluster.
   * @internal
   */
  public get _target(): Target {
    const platform = this.facts === UNKNOWN ? undefined : this.facts;
    return { platform, kubernetes: this._minor, hasOwnTaints: this._hasOwnTaints };
  }

  /**
   * The builds that a Windows node of this cluster can have: those of its pools, else those that the platform offers; none
   * when nothing is known.
   * @internal
   */
  public get _windowsBuilds(): readonly string[] {
    const pools = [...new Set(this.windowsVersions.map((pool) => pool.windowsBuild))];
    if (pools.length > 0) return pools;
    const offered = this._minor === undefined ? undefined : this.facts.windowsBuilds(this._minor);
    return offered ?? [];
  }

  /**
   * Whether the author names the taints of the Windows nodes.
   * @internal
   */
  public get _hasOwnTaints(): boolean {
    return this.taints !== undefined;
  }

  /**
   * The Kubernetes minor, when known.
   * @internal
   */
  public get _minor(): number | undefined {
    return this.kubernetesVersion === undefined ? undefined : kubernetesMinor(this.kubernetesVersion);
  }

  /**
   * Refuses a Windows workload on a cluster that runs none.
   * @internal
   */
  public _refuseUnlessWindows(subject: string): void {
    if (this.withoutWindows !== undefined) {
      refuse(platformWindows, { subject, field: 'TargetCluster', got: this.withoutWindows });
    }
    const minor = this._minor;
    if (minor !== undefined && minor < 24) {
      refuse(kubernetesVersionWindowsOs, {
        subject,
        field: 'TargetCluster.kubernetesVersion',
        got: this.kubernetesVersion,
      });
    }
    if (this.networkPlugin === undefined) return;
    const plugins: readonly string[] = this.facts.networkPlugins;
    const fits = plugins.length > 0 ? plugins.includes(this.networkPlugin) : !LINUX_ONLY.includes(this.networkPlugin);
    if (!fits) {
      refuse(networkPluginRule, {
        subject,
        field: 'TargetCluster.networkPlugin',
        got: this.networkPlugin,
        allowed: plugins.length > 0 ? plugins.join(', ') : `anything but ${LINUX_ONLY.join(', ')}`,
      });
    }
  }

  /**
   * Refuses a Windows build that the platform cannot have at this Kubernetes version.
   * @internal
   */
  public _refuseBuildNotOffered(subject: string, field: string, build: string): void {
    const minor = this._minor;
    const builds = minor === undefined ? undefined : this.facts.windowsBuilds(minor);
    if (builds === undefined || builds.includes(build)) return;
    refuse(platformWindowsVersion, {
      subject,
      field,
      got: nameOfBuild(build),
      problem: `${this.facts.name} ${this.kubernetesVersion} does not offer it`,
      allowed: builds.map(nameOfBuild).join(', '),
    });
  }
}

function cidrsOf(cidrs: string[] | undefined, platform: string, field: string): string[] {
  for (const [index, cidr] of (cidrs ?? []).entries()) {
    if (!isCidr(cidr))
      refuse(networkFormat, { subject: `TargetCluster ${platform}`, field: `${field}[${index}]`, got: cidr });
  }
  return [...(cidrs ?? [])];
}

const ANY_CLUSTER = TargetCluster.unknown();
