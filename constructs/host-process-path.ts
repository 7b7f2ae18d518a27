import type { IConstruct } from 'constructs';
import { bindsInPlace, IMAGE_ROOT, SANDBOX_MOUNT_POINT, withoutDrive } from '../lib/windows/host-process-paths';
import { TargetCluster } from './target-cluster';

/**
 * Paths in the commands of HostProcess containers. They depend on the version of containerd and of Windows; what is
 * returned works on every node of the target cluster.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#volume-mounts
 */
export class HostProcessPath {
  /**
   * A path below a volume mount.
   *
   * @param scope The workload, or any construct of its app.
   * @param path The `mountPath`, or a path below it, for example `C:\config\agent.json`.
   */
  public static mounted(scope: IConstruct, path: string): string {
    return inPlace(scope) ? path : `${SANDBOX_MOUNT_POINT}\\${withoutDrive(path)}`;
  }

  /**
   * The path of a file of the image.
   *
   * @param scope The workload, or any construct of its app.
   * @param path The path inside the image, for example `C:\agent\agent.exe` or `agent\agent.exe`.
   */
  public static inImage(scope: IConstruct, path: string): string {
    return `${inPlace(scope) ? IMAGE_ROOT : SANDBOX_MOUNT_POINT}\\${withoutDrive(path)}`;
  }

  private constructor() {}
}

function inPlace(scope: IConstruct): boolean {
  const cluster = TargetCluster._read(scope);
  return bindsInPlace(
    cluster.containerdVersion,
    cluster.windowsVersions.map((version) => version.windowsBuild),
  );
}
