import { defineRule } from './rule';

export default defineRule({
  id: 'calico-platform',
  summary: 'Calico for Windows does not run here.',
  why: 'Tigera lists the platform as unsupported for Windows, or the platform installs Calico itself.',
  fix: 'Choose another policy engine, or leave the installation to the platform.',
  severity: 'error',
  verdict: 'advice',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
});
