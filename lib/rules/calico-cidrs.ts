import { defineRule } from './rule';

export default defineRule({
  id: 'calico-cidrs',
  summary: 'Where Calico connects the pods of Windows nodes, it is told the address ranges of Services and of pods.',
  why: 'The operator refuses the Windows dataplane without the ranges of Services, and makes a pool of its own choice without those of pods.',
  fix: 'Give serviceCidrs and podCidrs, here or on the target cluster; kubeadm takes 10.96.0.0/12 for Services by default.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/operator',
});
