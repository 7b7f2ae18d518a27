import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-system-namespace',
  topic: 'policy',
  summary: 'An isolation must leave out the namespaces of the system.',
  why: 'DNS, the network and Calico itself live there; denied by default, they stop and take the cluster along.',
  fix: 'Name the namespaces of applications only.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-default-deny',
});
