import { WINDOWS_RELEASES } from '../windows/versions';
import { CONVENTIONAL_TOLERATION, KUBE_DNS, type Platform } from './platform';

const { server2019, server2022, server2025 } = WINDOWS_RELEASES;

/** Upstream Kubernetes, by kubeadm or Cluster API. */
export const KUBEADM: Platform = {
  id: 'kubeadm',
  name: 'kubeadm',
  tolerations: [CONVENTIONAL_TOLERATION],
  windowsBuilds: (minor) => {
    if (minor >= 36) return [server2022.build, server2025.build];
    return minor >= 33 ? [server2019.build, server2022.build, server2025.build] : [server2019.build, server2022.build];
  },
  networkPlugins: [],
  windowsPolicyEngines: ['calico', 'antrea', 'ovn'],
  dns: KUBE_DNS,
  systemNamespaces: [],
  reference: 'https://kubernetes.io/docs/concepts/windows/',
};
