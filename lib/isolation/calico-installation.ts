import type { PlatformId } from '../platforms/platform';

/** What the Tigera operator needs to know of a platform with Windows nodes. */
export interface CalicoInstallationFacts {
  /** `kubernetesProvider` of the Installation; absent where the operator knows none. */
  readonly provider?: 'AKS' | 'EKS' | 'OpenShift';
  /** Who connects the pods of Windows nodes. */
  readonly cni: 'Calico' | 'AmazonVPC' | 'AzureVNET';
  /** Where the CNI plug-in of the platform lives on Windows nodes; absent where Calico's own places hold. */
  readonly cniBinDir?: string;
  readonly cniConfigDir?: string;
  /** The port on which the API server usually listens. */
  readonly apiServerPort: number;
  /** Why the operator must not be used where the platform says that its policy engine is Calico, as a clause. */
  readonly ownCalico?: string;
}

/** Why the operator must not install Calico for Windows on a platform, as a clause. */
export interface CalicoObstacle {
  readonly obstacle: string;
}

/**
 * Sources: tigera/operator `pkg/controller/installation/{core_controller,validation}.go`, tigera/docs
 * `calico/getting-started/kubernetes/windows-calico/`.
 */
export const CALICO_INSTALLATION: Readonly<Record<PlatformId, CalicoInstallationFacts | CalicoObstacle>> = {
  aks: {
    provider: 'AKS',
    cni: 'AzureVNET',
    cniBinDir: '/k/azurecni/bin',
    cniConfigDir: '/k/azurecni/netconf',
    apiServerPort: 443,
    ownCalico: 'with this policy engine AKS installs Calico itself',
  },
  eks: {
    provider: 'EKS',
    cni: 'AmazonVPC',
    cniBinDir: '/Program Files/Amazon/EKS/cni',
    cniConfigDir: '/Program Files/Amazon/EKS/cni/config',
    apiServerPort: 443,
  },
  openshift: { provider: 'OpenShift', cni: 'Calico', apiServerPort: 6443 },
  kubeadm: { cni: 'Calico', apiServerPort: 6443 },
  unknown: { cni: 'Calico', apiServerPort: 6443 },
  gke: { obstacle: 'Calico does not support Windows nodes of GKE' },
  'azure-local': { obstacle: 'AKS on Azure Local installs Calico itself' },
  rke2: {
    obstacle: 'RKE2 installs Calico itself, on Windows nodes as a part of its agent; configure it by HelmChartConfig',
  },
};
