import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-containerd',
  topic: 'host-process',
  summary: 'HostProcess containers must have containerd 1.6 or later.',
  why: 'Older versions know nothing of them and start an ordinary container.',
  fix: 'Upgrade containerd, or correct containerdVersion of the TargetCluster.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
});
