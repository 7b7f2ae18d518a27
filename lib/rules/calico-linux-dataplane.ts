import { INSTALLATION, type Installation, isForWindows, windowsBy } from '../calico/installation';
import { groupKindOf, type KubernetesObject } from '../manifests/kubernetes-object';
import { defineRule, type Found } from './rule';

const FELIX = ['projectcalico.org/FelixConfiguration', 'crd.projectcalico.org/FelixConfiguration'];

interface FelixConfiguration extends KubernetesObject {
  readonly spec?: { readonly bpfEnabled?: boolean; readonly wireguardEnabled?: boolean };
}

export default defineRule({
  id: 'calico-linux-dataplane',
  topic: 'cluster',
  summary: 'A cluster with Windows nodes must do without eBPF and WireGuard of Calico.',
  why: 'Calico supports eBPF where every node runs it, which Windows nodes cannot; WireGuard leaves unencrypted what goes to Windows nodes or comes from them.',
  fix: 'Leave linuxDataplane at Iptables or Nftables, and bpfEnabled and wireguardEnabled off.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
  bad: `
    apiVersion: operator.tigera.io/v1
    kind: Installation
    metadata: { name: default }
    spec:
      serviceCIDRs: [10.96.0.0/12]
      calicoNetwork:
        linuxDataplane: BPF
        windowsDataplane: HNS
        bgp: Disabled
        ipPools:
          - { cidr: 192.168.0.0/16, encapsulation: VXLAN }
  `,
  good: `
    apiVersion: operator.tigera.io/v1
    kind: Installation
    metadata: { name: default }
    spec:
      serviceCIDRs: [10.96.0.0/12]
      calicoNetwork:
        linuxDataplane: Iptables
        windowsDataplane: HNS
        bgp: Disabled
        ipPools:
          - { cidr: 192.168.0.0/16, encapsulation: VXLAN }
  `,
  kinds: [INSTALLATION, ...FELIX],
  checkObject: (object, { cluster }) => {
    if (groupKindOf(object) === INSTALLATION) {
      const got = (object as Installation).spec?.calicoNetwork?.linuxDataplane;
      const isWrong = isForWindows(object) && (got === 'BPF' || got === 'VPP');
      return isWrong ? [{ path: 'spec.calicoNetwork.linuxDataplane', got }] : [];
    }
    const because = windowsBy(cluster);
    const { spec = {} } = object as FelixConfiguration;
    if (because === undefined) return [];
    return (['bpfEnabled', 'wireguardEnabled'] as const)
      .filter((field) => spec[field] === true)
      .map((field): Found => ({ path: `spec.${field}`, got: true, problem: `${because} is for Windows nodes` }));
  },
});
