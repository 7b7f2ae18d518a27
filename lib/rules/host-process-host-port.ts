import { hostPortMismatches } from '../api-server/host-ports';
import { isHostProcess } from '../manifests/pod-spec';
import { defineRule, refusedByServer } from './rule';

export default defineRule({
  id: 'host-process-host-port',
  summary: 'On the host network a port is what the process opens.',
  why: 'The API server demands that hostPort equals containerPort on a hostNetwork pod.',
  fix: 'Leave hostPort out.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  check: (pod) =>
    isHostProcess(pod)
      ? refusedByServer([
          ...hostPortMismatches(pod.initContainers, 'initContainers'),
          ...hostPortMismatches(pod.containers, 'containers'),
        ])
      : [],
});
