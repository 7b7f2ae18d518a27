import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-version',
  summary: 'HostProcess containers need Kubernetes 1.23.',
  why: 'Older API servers refuse or drop the field.',
  fix: 'Upgrade the cluster, or correct kubernetesVersion of the TargetCluster.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
});
