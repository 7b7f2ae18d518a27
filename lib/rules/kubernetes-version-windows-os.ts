import { defineRule } from './rule';

export default defineRule({
  id: 'kubernetes-version-windows-os',
  topic: 'cluster',
  summary: 'Windows pods with os.name must have Kubernetes 1.24 or later.',
  why: 'Older API servers drop the field in silence, and with it every check that it brings.',
  fix: 'Upgrade the cluster, or correct kubernetesVersion of the TargetCluster.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/',
});
