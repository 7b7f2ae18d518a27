import { WINDOWS_RELEASES } from '../windows/versions';
import { CONVENTIONAL_TOLERATION, KUBE_DNS, type Platform } from './platform';

const { server2019, server2022, server2025 } = WINDOWS_RELEASES;

/**
 * Azure Kubernetes Service. Windows node pools have no taint unless the user asks for one. The Annual Channel (23H2) ended
 * there on 2026-05-15.
 */
export const AKS: Platform = {
  id: 'aks',
  name: 'Azure Kubernetes Service',
  tolerations: [CONVENTIONAL_TOLERATION],
  windowsBuilds: (minor) => {
    if (minor >= 37) return [server2025.build];
    if (minor >= 33) return [server2022.build, server2025.build];
    if (minor >= 32) return [server2019.build, server2022.build, server2025.build];
    return minor >= 23 ? [server2019.build, server2022.build] : [server2019.build];
  },
  choosesNodeImages: true,
  networkPlugins: ['azure', 'azure-overlay'],
  // Azure network policy manager left Windows nodes on 2026-09-30.
  windowsPolicyEngines: ['calico'],
  calicoOnWindows: '3.24',
  dns: KUBE_DNS,
  systemNamespaces: ['gatekeeper-system'],
  reference: 'https://learn.microsoft.com/azure/aks/windows-best-practices',
};
