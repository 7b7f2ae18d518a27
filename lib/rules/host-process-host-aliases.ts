import { isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-host-aliases',
  summary: 'The kubelet writes no hosts file for HostProcess pods.',
  why: 'They see the hosts file of the node, so host aliases have no effect.',
  fix: 'Leave hostAliases out; resolve by DNS, or edit the hosts file of the node on purpose.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  check: (pod) =>
    isHostProcess(pod) && pod.hostAliases?.length ? [{ path: 'hostAliases', got: pod.hostAliases }] : [],
});
