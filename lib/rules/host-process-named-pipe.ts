import { isHostProcess } from '../manifests/pod-spec';
import { looksLikeNamedPipe } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-named-pipe',
  summary: 'A HostProcess container opens named pipes directly.',
  why: 'The shim refuses to mount a named pipe into a job container.',
  fix: 'Drop the mount and open \\\\.\\pipe\\name from the process.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/microsoft/hcsshim/tree/main/internal/jobcontainers',
  check: (pod) =>
    isHostProcess(pod)
      ? (pod.volumes ?? []).flatMap((volume, index) =>
          looksLikeNamedPipe(volume.hostPath?.path ?? '')
            ? [{ path: `volumes[${index}].hostPath.path`, got: volume.hostPath?.path }]
            : [],
        )
      : [],
});
