import { WINDOWS_RELEASES } from '../windows/versions';
import { KUBE_DNS, type Platform } from './platform';

const { server2019, server2022 } = WINDOWS_RELEASES;

/**
 * GKE Standard. Every Windows node is tainted; a webhook adds the toleration to pods whose `nodeSelector` asks for
 * Windows, another refuses Linux security fields on them.
 */
export const GKE: Platform = {
  id: 'gke',
  name: 'Google Kubernetes Engine',
  tolerations: [{ key: 'node.kubernetes.io/os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' }],
  windowsTaint: { key: 'node.kubernetes.io/os', value: 'windows', effect: 'NoSchedule', isSet: true },
  addsToleration: true,
  choosesNodeImages: true,
  windowsBuilds: () => [server2019.build, server2022.build],
  networkPlugins: ['gke'],
  windowsPolicyEngines: [],
  dns: KUBE_DNS,
  systemNamespaces: ['gmp-system', 'gke-managed-system'],
  reference: 'https://cloud.google.com/kubernetes-engine/docs/concepts/windows-server-gke',
};
