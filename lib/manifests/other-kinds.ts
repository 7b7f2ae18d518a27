/**
 * The kinds of custom resources that Windows workloads have to do with, by API version: the GMSA webhook
 * (kubernetes-sigs/windows-gmsa), Calico and what calicoctl reads besides (projectcalico/api `pkg/apis/projectcalico/v3`).
 */
export const OTHER_KINDS: Readonly<Record<string, string>> = {
  'windows.k8s.io/v1': 'GMSACredentialSpec',
  'windows.k8s.io/v1alpha1': 'GMSACredentialSpec',
  'projectcalico.org/v3':
    'BGPConfiguration BGPFilter BGPPeer BlockAffinity CalicoNodeStatus ClusterInformation FelixConfiguration ' +
    'GlobalNetworkPolicy GlobalNetworkSet HostEndpoint IPAMConfiguration IPPool IPReservation ' +
    'KubeControllersConfiguration NetworkPolicy NetworkSet Node Profile StagedGlobalNetworkPolicy ' +
    'StagedKubernetesNetworkPolicy StagedNetworkPolicy Tier WorkloadEndpoint',
};
