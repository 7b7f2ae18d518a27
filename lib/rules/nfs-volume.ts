import { defineRule } from './rule';

export default defineRule({
  id: 'nfs-volume',
  summary: 'Windows nodes mount no NFS.',
  why: 'The kubelet on Windows mounts SMB only, so the pod stays in ContainerCreating.',
  fix: 'Use WindowsVolume.fromSmb, or a claim of a WindowsStorageClass.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/windows-storage/',
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) =>
      volume.nfs === undefined ? [] : [{ path: `volumes[${index}].nfs`, got: volume.nfs }],
    ),
});
