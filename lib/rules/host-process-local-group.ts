import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-local-group',
  topic: 'host-process',
  summary: 'A local group as HostProcess user must have containerd 1.7 or later.',
  why: 'Older shims try to log on as a user of that name, which fails.',
  fix: 'Use a service account, or state containerd 1.7 or later on the TargetCluster.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account',
});
