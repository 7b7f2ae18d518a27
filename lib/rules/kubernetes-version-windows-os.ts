import { defineRule } from './rule';

export default defineRule({
  id: 'kubernetes-version-windows-os',
  topic: 'cluster',
  summary: 'Windows pods with os.name need Kubernetes 1.24.',
  why: 'Older API servers drop the field in silence, and with it every check that it brings.',
  fix: 'Upgrade the cluster, or correct kubernetesVersion of the TargetCluster.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/',
});
