import { isContainerdAtLeast } from '../platforms/containerd-version';
import { WINDOWS_RELEASES } from './versions';

/**
 * Where a HostProcess container finds its files.
 *
 * containerd 1.7 on Server 2022 and later binds mounts at their `mountPath` and shows the image at `C:\hpc`. containerd
 * 1.6, and Server 2019 whatever the runtime, have neither: everything lies below a folder that the shim names in
 * CONTAINER_SANDBOX_MOUNT_POINT, which it also expands in commands. That variable goes on working on 1.7.
 * Source: microsoft/hcsshim `internal/jobcontainers` (path.go, mounts.go).
 */
export const SANDBOX_MOUNT_POINT = '%CONTAINER_SANDBOX_MOUNT_POINT%';

/** The folder at which containerd 1.7 shows the files of the image. */
export const IMAGE_ROOT = 'C:\\hpc';

/** Whether every node that may run the pod binds mounts in place. Nodes of unknown version might not. */
export function bindsInPlace(containerdVersion: string, windowsBuilds: readonly string[]): boolean {
  const isRecent = isContainerdAtLeast(containerdVersion, 1, 7);
  return isRecent && windowsBuilds.length > 0 && !windowsBuilds.includes(WINDOWS_RELEASES.server2019.build);
}

/** A path without its drive and leading separators, with backslashes. */
export function withoutDrive(path: string): string {
  return path
    .replace(/\//g, '\\')
    .replace(/^[A-Za-z]:/, '')
    .replace(/^\\+/, '');
}
