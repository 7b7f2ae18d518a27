import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-host-process',
  summary: 'No network policy governs a HostProcess pod.',
  why: 'It uses the network of the node, so Calico has no endpoint for it; on Windows host endpoints do not exist.',
  fix: 'Limit what the account of the process may do, and filter on the network of the nodes.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
});
