import { isNamedPipe } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-path-absolute',
  summary: 'A hostPath on Windows is an absolute Windows path or a named pipe.',
  why: 'A path of the Linux world names no useful place on a Windows node.',
  fix: 'Write it with its drive (C:\\data), or as \\\\.\\pipe\\name.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) => {
      const path = volume.hostPath?.path;
      if (path === undefined || /^[A-Za-z]:[\\/]/.test(path) || isNamedPipe(path)) return [];
      return [{ path: `volumes[${index}].hostPath.path`, got: path }];
    }),
});
