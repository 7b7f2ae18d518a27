import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-host-process',
  topic: 'policy',
  summary: 'An isolation must not be about pods on the network of the node, as HostProcess pods are.',
  why: 'It has no address of its own, so Calico has no endpoint for it; on Windows host endpoints do not exist.',
  fix: 'Limit what the account of the process may do and filter on the network of the nodes; to let it reach pods, allow the addresses of the nodes by allowFromOutside.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
});
