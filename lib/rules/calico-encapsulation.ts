import { defineRule } from './rule';

export default defineRule({
  id: 'calico-encapsulation',
  summary: 'Calico for Windows takes VXLAN or no encapsulation.',
  why: 'The operator refuses IP-in-IP and the CrossSubnet modes when the Windows dataplane is on.',
  fix: 'Use CalicoEncapsulation.VXLAN or NONE.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/operator',
});
