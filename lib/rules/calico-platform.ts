import { defineRule } from './rule';

export default defineRule({
  id: 'calico-platform',
  summary: 'Calico for Windows cannot be installed here.',
  why: 'Tigera lists the platform as unsupported for Windows, the platform installs Calico itself, or another network or policy engine is there already.',
  fix: 'Leave the installation to the platform, or choose a cluster whose network and policies Calico may have.',
  severity: 'error',
  verdict: 'advice',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
});
