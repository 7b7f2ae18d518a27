import { connectsPods, INSTALLATION, type Installation, isForWindows } from '../calico/installation';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'calico-cidrs',
  topic: 'cluster',
  summary:
    'Where Calico connects the pods of Windows nodes, it must be told the address ranges of Services and of pods.',
  why: 'The operator refuses the Windows dataplane without the ranges of Services, and makes a pool of its own choice without those of pods.',
  fix: 'Write spec.serviceCIDRs and spec.calicoNetwork.ipPools; kubeadm takes 10.96.0.0/12 for Services by default.',
  fixInCode:
    'Give serviceCidrs and podCidrs, here or on the target cluster; kubeadm takes 10.96.0.0/12 for Services by default.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/operator',
  bad: `
    apiVersion: operator.tigera.io/v1
    kind: Installation
    metadata: { name: default }
    spec:
      calicoNetwork:
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
        windowsDataplane: HNS
        bgp: Disabled
        ipPools:
          - { cidr: 192.168.0.0/16, encapsulation: VXLAN }
  `,
  kinds: [INSTALLATION],
  checkObject: (object) => {
    const { spec = {} } = object as Installation;
    if (!isForWindows(object) || !connectsPods(object)) return [];
    const found: Found[] = [];
    if ((spec.serviceCIDRs ?? []).length === 0) found.push({ path: 'spec.serviceCIDRs', got: spec.serviceCIDRs });
    if (spec.calicoNetwork?.ipPools === undefined && spec.cni?.ipam?.type !== 'HostLocal') {
      const problem =
        'unless pools are there already, the operator makes one with IP-in-IP, which Windows nodes do not know';
      found.push({ path: 'spec.calicoNetwork.ipPools', got: undefined, problem, severity: 'warning' });
    }
    return found;
  },
});
