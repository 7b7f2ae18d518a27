import { KUBE_DNS, type Platform } from './platform';

/** No platform named: what is emitted must be right on all of them, so both toleration keys, with any value. */
export const UNKNOWN: Platform = {
  id: 'unknown',
  name: 'any cluster',
  tolerations: [
    { key: 'os', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'node.kubernetes.io/os', operator: 'Exists', effect: 'NoSchedule' },
  ],
  windowsBuilds: () => undefined,
  networkPlugins: [],
  windowsPolicyEngines: ['calico', 'antrea', 'ovn'],
  dns: KUBE_DNS,
  systemNamespaces: [],
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/',
};
