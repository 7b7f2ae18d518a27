import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { isNamedPipe } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'named-pipe-mount',
  summary: 'A named pipe is mounted at the name of a pipe.',
  why: 'containerd recognises a pipe only when source and mount path both have the form \\\\.\\pipe\\name.',
  fix: 'Use WindowsVolume.fromNamedPipe and mount it at \\\\.\\pipe\\name.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/windows-storage/',
  check: (pod) => {
    const pipes = new Map(
      (pod.volumes ?? []).flatMap((volume) =>
        volume.hostPath && isNamedPipe(volume.hostPath.path) ? [[volume.name, volume.hostPath.path] as const] : [],
      ),
    );
    if (isHostProcess(pod)) return [];
    return containersOf(pod).flatMap(({ path, container }) =>
      (container.volumeMounts ?? []).flatMap((mount, index) => {
        const isPipeVolume = pipes.has(mount.name);
        if (isPipeVolume === isNamedPipe(mount.mountPath)) return [];
        const field = `${path}.volumeMounts[${index}].mountPath`;
        const problem = isPipeVolume ? undefined : `volume '${mount.name}' is no named pipe`;
        return [{ path: field, got: mount.mountPath, allowed: pipes.get(mount.name), problem }];
      }),
    );
  },
});
