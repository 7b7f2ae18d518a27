import { INSTALLATION, type Installation, isForWindows } from '../calico/installation';
import { defineRule } from './rule';

export default defineRule({
  id: 'calico-windows-nodes',
  topic: 'cluster',
  summary: 'An Installation with settings for Windows nodes must have its Windows dataplane on.',
  why: 'The operator refuses windowsNodes without it, and installs nothing on Windows nodes: by default the dataplane is Disabled.',
  fix: 'Set spec.calicoNetwork.windowsDataplane: HNS, or leave windowsNodes out.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/operator',
  bad: `
    apiVersion: operator.tigera.io/v1
    kind: Installation
    metadata: { name: default }
    spec:
      kubernetesProvider: AKS
      windowsNodes: { cniBinDir: /k/azurecni/bin, cniConfigDir: /k/azurecni/netconf }
  `,
  good: `
    apiVersion: operator.tigera.io/v1
    kind: Installation
    metadata: { name: default }
    spec:
      kubernetesProvider: AKS
      calicoNetwork: { windowsDataplane: HNS }
      windowsNodes: { cniBinDir: /k/azurecni/bin, cniConfigDir: /k/azurecni/netconf }
  `,
  kinds: [INSTALLATION],
  checkObject: (object) => {
    const { windowsNodes, calicoNetwork } = (object as Installation).spec ?? {};
    if (windowsNodes === undefined || isForWindows(object)) return [];
    const path = 'spec.calicoNetwork.windowsDataplane';
    return [{ path, got: calicoNetwork?.windowsDataplane, allowed: 'HNS' }];
  },
});
