import { isNamedPipe } from '../windows/mount-path';
import { defineRule } from './rule';

const DEVICES = ['CharDevice', 'BlockDevice'];

export default defineRule({
  id: 'host-path-type',
  summary: 'This hostPath type never matches on Windows.',
  why: 'The kubelet looks at the path before it mounts it: Windows has no device files, and a named pipe is neither file nor directory.',
  fix: 'Use DIRECTORY, FILE or their _OR_CREATE forms; for a named pipe leave the type out.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) => {
      const { path = '', type = '' } = volume.hostPath ?? {};
      const never = DEVICES.includes(type) || (type !== '' && isNamedPipe(path));
      return never ? [{ path: `volumes[${index}].hostPath.type`, got: type }] : [];
    }),
});
