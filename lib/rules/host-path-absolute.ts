import { isNamedPipe } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-path-absolute',
  summary: 'A hostPath on Windows is an absolute path or a named pipe.',
  why: 'The kubelet puts drive C: before a path that begins with one slash, and hands on everything else as it stands: a relative path or a pipe with slashes names nothing that can be mounted. An empty path the API server refuses.',
  fix: 'Write it with its drive (C:\\data), or as \\\\.\\pipe\\name.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) => {
      const path = volume.hostPath?.path;
      if (path === undefined || /^([A-Za-z]:[\\/]|[\\/](?![\\/]))/.test(path) || isNamedPipe(path)) return [];
      return [{ path: `volumes[${index}].hostPath.path`, got: path }];
    }),
});
