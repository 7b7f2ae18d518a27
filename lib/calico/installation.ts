import type { Cluster } from '../manifests/cluster';
import { type KubernetesObject, titleOf } from '../manifests/kubernetes-object';
import { parseNetwork } from '../manifests/network';
import { shownNodesOf } from '../manifests/shown-nodes';
import { hasField } from '../manifests/workload';

/** What the Tigera operator is asked to install. */
export interface Installation extends KubernetesObject {
  readonly spec?: {
    readonly serviceCIDRs?: readonly string[];
    readonly kubernetesProvider?: string;
    readonly cni?: { readonly type?: string; readonly ipam?: { readonly type?: string } };
    readonly calicoNetwork?: {
      readonly bgp?: string;
      readonly linuxDataplane?: string;
      readonly windowsDataplane?: string;
      readonly ipPools?: readonly InstalledPool[];
    };
    readonly windowsNodes?: unknown;
  };
}

export interface InstalledPool {
  readonly cidr?: string;
  readonly encapsulation?: string;
  readonly blockSize?: number;
}

export const INSTALLATION = 'operator.tigera.io/Installation';

/** Who connects the pods when nothing is said (tigera/operator `pkg/controller/installation/core_controller.go`). */
const CNI_OF_PROVIDER: Readonly<Record<string, string>> = { AKS: 'AzureVNET', EKS: 'AmazonVPC', GKE: 'GKE' };

export function isForWindows({ spec }: Installation): boolean {
  return spec?.calicoNetwork?.windowsDataplane === 'HNS';
}

/** Whether Calico itself connects the pods, and not the platform. */
export function connectsPods({ spec = {} }: Installation): boolean {
  const { cni, kubernetesProvider = '' } = spec;
  const usual = hasField(CNI_OF_PROVIDER, kubernetesProvider) ? CNI_OF_PROVIDER[kubernetesProvider] : undefined;
  return (cni?.type || usual || 'Calico') === 'Calico';
}

/** Whether nodes announce the pods by BGP: what the operator does where Calico connects them, unless told otherwise. */
export function speaksBgp(installation: Installation): boolean {
  const { bgp } = installation.spec?.calicoNetwork ?? {};
  const isUsual = connectsPods(installation) && installation.spec?.cni?.ipam?.type !== 'HostLocal';
  return bgp === undefined || bgp === '' ? isUsual : bgp === 'Enabled';
}

/** The pools of the Installation with their path; only those of IPv4 reach Windows nodes. */
export function poolsOf({ spec }: Installation): { readonly pool: InstalledPool; readonly path: string }[] {
  return (spec?.calicoNetwork?.ipPools ?? [])
    .map((pool, index) => ({ pool, path: `spec.calicoNetwork.ipPools[${index}]` }))
    .filter(({ pool }) => !pool.cidr?.includes(':'));
}

/** The length of the prefix of a network; `undefined` for what is none. */
export function prefixOf(cidr: string | undefined): number | undefined {
  return parseNetwork(cidr ?? '')?.prefix;
}

/** What shows that Calico has Windows nodes in this cluster: an Installation for them, or something that needs them. */
export function windowsBy(cluster: Cluster): string | undefined {
  const installation = (cluster.all(INSTALLATION) as readonly Installation[]).find(isForWindows);
  return installation === undefined ? shownNodesOf(cluster).windowsBy : titleOf(installation);
}
