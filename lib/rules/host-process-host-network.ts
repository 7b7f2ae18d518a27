import { hostNetworkMissing } from '../api-server/host-process';
import { defineRule, refusedByServer } from './rule';

export default defineRule({
  id: 'host-process-host-network',
  summary: 'A HostProcess pod uses the network of the node.',
  why: 'The API server refuses a HostProcess pod without hostNetwork: true.',
  fix: 'Leave hostNetwork out: it is set for you.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  check: (pod) => refusedByServer(hostNetworkMissing(pod)),
});
