import { defineRule } from './rule';

export default defineRule({
  id: 'host-path-type',
  summary: 'This hostPath type never matches on Windows.',
  why: 'Windows has no device files, so the kubelet refuses the mount.',
  fix: 'Use DIRECTORY, FILE, their _OR_CREATE forms, or leave the type out (named pipes need that).',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) => {
      const type = volume.hostPath?.type;
      return type === 'CharDevice' || type === 'BlockDevice'
        ? [{ path: `volumes[${index}].hostPath.type`, got: type }]
        : [];
    }),
});
