/** A toleration as Kubernetes writes it. */
export interface TolerationFact {
  readonly key: string;
  readonly operator: 'Equal' | 'Exists';
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** A taint as Kubernetes writes it. */
export interface TaintFact {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

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
  | 'gke'
  | 'none';
export type PolicyEngineName = 'calico' | 'azure' | 'cilium' | 'antrea' | 'ovn' | 'none';

/** What one distribution of Kubernetes does with Windows nodes: facts only, each file of this folder holds one. */
export interface Platform {
  readonly id: string;
  readonly name: string;
  /** Taints that every Windows node has without anybody asking for them. */
  readonly automaticTaints: readonly TaintFact[];
  /** Tolerations that let a Windows pod onto the Windows nodes of this platform, its conventions included. */
  readonly tolerations: readonly TolerationFact[];
  /** Builds of the Windows nodes on offer, per Kubernetes minor; `undefined` when the platform says nothing. */
  windowsBuilds(kubernetesMinor: number): readonly string[] | undefined;
  /** Network plug-ins under which Windows pods run; the first is the default. Empty: anything. */
  readonly networkPlugins: readonly NetworkPluginName[];
  /** Policy engines that enforce on Windows nodes. Empty: none does. */
  readonly windowsPolicyEngines: readonly PolicyEngineName[];
  /** The version of Calico on Windows nodes, where the platform decides it. */
  readonly calicoOnWindows?: string;
  /** The namespace and the label of the cluster's DNS pods, and the port on which they listen. */
  readonly dns: {
    readonly namespace: string;
    readonly podLabels: Readonly<Record<string, string>>;
    readonly port: number;
  };
  /** Namespaces that belong to the platform, beside those of Kubernetes and Calico. */
  readonly systemNamespaces: readonly string[];
  readonly reference: string;
}

export const KUBE_DNS = { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, port: 53 } as const;

/** The convention of the Kubernetes user guide: kubelet `--register-with-taints=os=windows:NoSchedule`. */
export const CONVENTIONAL_TOLERATION: TolerationFact = {
  key: 'os',
  operator: 'Equal',
  value: 'windows',
  effect: 'NoSchedule',
};
