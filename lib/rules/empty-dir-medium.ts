import { defineRule } from './rule';

export default defineRule({
  id: 'empty-dir-medium',
  summary: 'Windows has no memory-backed volumes and no huge pages.',
  why: 'The kubelet makes a plain directory on disk without a word, still counted as memory: secrets expected in RAM lie on disk.',
  fix: 'Leave the medium out.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) =>
      volume.emptyDir?.medium ? [{ path: `volumes[${index}].emptyDir.medium`, got: volume.emptyDir.medium }] : [],
    ),
});
