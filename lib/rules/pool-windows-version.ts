import { defineRule } from './rule';

export default defineRule({
  id: 'pool-windows-version',
  topic: 'cluster',
  summary: 'A Windows version must be one that a node pool of the target cluster has.',
  why: 'A nodeSelector matches one exact build, so the pods would stay Pending.',
  fix: 'Add the version to windowsVersions of the TargetCluster, or choose one of its pools.',
  severity: 'error',
  verdict: 'node',
  reference:
    'https://kubernetes.io/docs/concepts/windows/user-guide/#handling-multiple-windows-versions-in-the-same-cluster',
});
