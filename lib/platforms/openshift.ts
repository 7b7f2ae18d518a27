import { WINDOWS_RELEASES } from '../windows/versions';
import type { Platform } from './platform';

const { server2019, server2022, server2025 } = WINDOWS_RELEASES;

/**
 * OpenShift with the Windows Machine Config Operator. The taint's value has a capital W
 * (openshift/windows-machine-config-operator `pkg/nodeconfig/nodeconfig.go`).
 */
export const OPENSHIFT: Platform = {
  id: 'openshift',
  name: 'OpenShift',
  tolerations: [{ key: 'os', operator: 'Equal', value: 'Windows', effect: 'NoSchedule' }],
  windowsTaint: { key: 'os', value: 'Windows', effect: 'NoSchedule', isSet: true },
  windowsBuilds: (minor) =>
    minor >= 33 ? [server2019.build, server2022.build, server2025.build] : [server2019.build, server2022.build],
  networkPlugins: ['ovn', 'calico'],
  windowsPolicyEngines: ['ovn', 'calico'],
  dns: { namespace: 'openshift-dns', podLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' }, port: 5353 },
  choosesUsers: true,
  systemNamespaces: [
    'openshift-dns',
    'openshift-ingress',
    'openshift-monitoring',
    'openshift-windows-machine-config-operator',
  ],
  reference:
    'https://docs.openshift.com/container-platform/latest/windows_containers/scheduling-windows-workloads.html',
};
