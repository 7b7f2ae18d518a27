import { WINDOWS_RELEASES } from '../windows/versions';
import { CONVENTIONAL_TOLERATION, KUBE_DNS, type Platform } from './platform';

const { server2019, server2022 } = WINDOWS_RELEASES;

/** RKE2: Windows agents need Calico or Flannel (rancher/rke2-docs `docs/install/requirements.md`). */
export const RKE2: Platform = {
  id: 'rke2',
  name: 'RKE2',
  tolerations: [CONVENTIONAL_TOLERATION],
  windowsBuilds: () => [server2019.build, server2022.build],
  networkPlugins: ['calico', 'flannel'],
  windowsPolicyEngines: ['calico'],
  dns: KUBE_DNS,
  systemNamespaces: ['cattle-system', 'cattle-fleet-system'],
  reference: 'https://docs.rke2.io/install/quickstart#windows-agent-worker-node-installation',
};
