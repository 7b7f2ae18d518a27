import { defineRule } from './rule';

export default defineRule({
  id: 'calico-encapsulation',
  summary: 'Calico for Windows takes VXLAN or no encapsulation, and only where Calico connects the pods.',
  why: 'The operator refuses IP-in-IP and the CrossSubnet modes when the Windows dataplane is on, and pools of its own beside the network of a cloud.',
  fix: 'Use CalicoEncapsulation.VXLAN or NONE; leave it out where the platform connects the pods.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/operator',
});
