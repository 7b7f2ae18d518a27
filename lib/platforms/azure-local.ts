import { WINDOWS_RELEASES } from '../windows/versions';
import { KUBE_DNS, type Platform } from './platform';

const { server2019, server2022 } = WINDOWS_RELEASES;

/** AKS on Azure Local (once AKS hybrid, AKS on Azure Stack HCI). Its guide taints with a capital W. */
export const AZURE_LOCAL: Platform = {
  id: 'azure-local',
  name: 'AKS on Azure Local',
  tolerations: [
    { key: 'node.kubernetes.io/os', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'os', operator: 'Exists', effect: 'NoSchedule' },
  ],
  windowsTaint: { key: 'node.kubernetes.io/os', value: 'Windows', effect: 'NoSchedule', isSet: false },
  windowsBuilds: () => [server2019.build, server2022.build],
  networkPlugins: ['calico'],
  windowsPolicyEngines: ['calico'],
  dns: KUBE_DNS,
  systemNamespaces: [],
  reference: 'https://learn.microsoft.com/azure/aks/hybrid/adapt-apps-mixed-os-clusters',
};
