import { INSTALLATION, isForWindows } from '../calico/installation';
import { CALICO_INSTALLATION } from '../isolation/calico-installation';
import { defineRule } from './rule';

export default defineRule({
  id: 'calico-platform',
  topic: 'cluster',
  summary: 'Calico for Windows must not be installed where the platform does not let it be.',
  why: 'Tigera lists the platform as unsupported for Windows, the platform installs Calico itself, or another network or policy engine is there already.',
  fix: 'Leave the installation to the platform, or choose a cluster whose network and policies Calico may have.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'node',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
  platforms: ['gke', 'azure-local', 'rke2'],
  example: { platform: 'gke' },
  bad: `
    apiVersion: operator.tigera.io/v1
    kind: Installation
    metadata: { name: default }
    spec:
      kubernetesProvider: GKE
      calicoNetwork: { windowsDataplane: HNS }
  `,
  good: `
    apiVersion: operator.tigera.io/v1
    kind: Installation
    metadata: { name: default }
    spec:
      kubernetesProvider: GKE
      calicoNetwork: { windowsDataplane: Disabled }
  `,
  kinds: [INSTALLATION],
  checkObject: (object, { target: { platform } }) => {
    const facts = platform === undefined ? undefined : CALICO_INSTALLATION[platform.id];
    if (facts === undefined || !('obstacle' in facts) || !isForWindows(object)) return [];
    return [{ path: 'spec.calicoNetwork.windowsDataplane', got: 'HNS', allowed: 'Disabled', problem: facts.obstacle }];
  },
});
