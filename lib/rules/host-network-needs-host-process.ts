import { isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-network-needs-host-process',
  summary: 'Only HostProcess pods use the network of a Windows node.',
  why: 'containerd gives any other pod an ordinary pod network while the kubelet treats it as host-networked: ports, hosts file and host name come out wrong.',
  fix: 'Leave hostNetwork out and expose the workload by a Service, or use HostProcessDaemonSet.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#field-compatibility-for-pod-specifications',
  check: (pod) => (pod.hostNetwork === true && !isHostProcess(pod) ? [{ path: 'hostNetwork', got: true }] : []),
});
