import type { Taint } from './taint';
import type { Toleration } from './tolerations';

/** Tables of facts that stand elsewhere are keyed by it, so that none forgets a platform. */
export type PlatformId = 'aks' | 'azure-local' | 'eks' | 'gke' | 'openshift' | 'rke2' | 'kubeadm' | 'unknown';

export type NetworkPluginName =
  | 'azure'
  | 'azure-overlay'
  | 'kubenet'
  | 'cilium'
  | 'amazon-vpc'
  | 'calico'
  | 'flannel'
  | 'ovn'
  | 'antrea'
  | 'gke';
export type PolicyEngineName = 'calico' | 'azure' | 'cilium' | 'antrea' | 'ovn' | 'none';

/** What one distribution of Kubernetes does with Windows nodes: facts only, each file of this folder holds one. */
export interface Platform {
  readonly id: PlatformId;
  readonly name: string;
  /** Tolerations that let a Windows pod onto the Windows nodes of this platform, its conventions included. */
  readonly tolerations: readonly Toleration[];
  /** The taint of Windows nodes: the platform sets it on all of them, or its guide only tells people to. */
  readonly windowsTaint?: Taint & { readonly isSet: boolean };
  /** Whether the platform gives the toleration itself to a pod whose nodeSelector asks for Windows. */
  readonly addsToleration?: boolean;
  /** Builds of the Windows nodes on offer, per Kubernetes minor; `undefined` when the platform says nothing. */
  windowsBuilds(kubernetesMinor: number): readonly string[] | undefined;
  /** Whether the images of its nodes are its own, so that no node has a build that is not on offer. */
  readonly choosesNodeImages?: boolean;
  /** Network plug-ins under which Windows pods run. Empty: anything. */
  readonly networkPlugins: readonly NetworkPluginName[];
  /** Policy engines that enforce on Windows nodes. Empty: none does. */
  readonly windowsPolicyEngines: readonly PolicyEngineName[];
  /** What enforces policies out of the box, and on Linux nodes only: on Windows nodes it takes one of the engines above. */
  readonly linuxPolicyEngine?: string;
  /** The version of Calico on Windows nodes, where the platform decides it. */
  readonly calicoOnWindows?: string;
  /** The namespace and the label of the cluster's DNS pods, and the port on which they listen. */
  readonly dns: {
    readonly namespace: string;
    readonly podLabels: Readonly<Record<string, string>>;
    readonly port: number;
  };
  /** Whether the platform gives Linux pods a user of its own choice and refuses every other. */
  readonly choosesUsers?: boolean;
  /** Namespaces that belong to the platform, beside those of Kubernetes and Calico. */
  readonly systemNamespaces: readonly string[];
  readonly reference: string;
}

export const KUBE_DNS = { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, port: 53 } as const;

/** The convention of the Kubernetes user guide: kubelet `--register-with-taints=os=windows:NoSchedule`. */
export const CONVENTIONAL_TOLERATION: Toleration = {
  key: 'os',
  operator: 'Equal',
  value: 'windows',
  effect: 'NoSchedule',
};
