import { App } from 'cdk8s';
import { HostProcessPath, TargetCluster, type TargetClusterProps, WindowsVersion } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

function appOn(props: TargetClusterProps): App {
  const app = new App();
  TargetCluster.kubeadm(props).applyTo(app);
  return app;
}

const { SERVER_2019, SERVER_2022 } = WindowsVersion;

describe('a HostProcessPath', () => {
  test('goes through the sandbox mount point where nothing is known of the nodes, since that works everywhere', () => {
    expect(HostProcessPath.mounted(new App(), 'C:\\config\\agent.json')).toBe(
      '%CONTAINER_SANDBOX_MOUNT_POINT%\\config\\agent.json',
    );
    expect(HostProcessPath.inImage(new App(), '/agent/agent.exe')).toBe(
      '%CONTAINER_SANDBOX_MOUNT_POINT%\\agent\\agent.exe',
    );
  });

  test('is the mount path itself where containerd 1.7 binds mounts on every node', () => {
    const app = appOn({ containerdVersion: '1.7', windowsVersions: [SERVER_2022] });
    expect(HostProcessPath.mounted(app, 'C:\\config\\agent.json')).toBe('C:\\config\\agent.json');
    expect(HostProcessPath.inImage(app, 'agent\\agent.exe')).toBe('C:\\hpc\\agent\\agent.exe');
  });

  test('goes through the sandbox mount point with containerd 1.6, and with a node of Server 2019', () => {
    for (const app of [
      appOn({ containerdVersion: '1.6', windowsVersions: [SERVER_2022] }),
      appOn({ containerdVersion: '2.1', windowsVersions: [SERVER_2019, SERVER_2022] }),
    ]) {
      expect(HostProcessPath.mounted(app, 'C:\\config')).toBe('%CONTAINER_SANDBOX_MOUNT_POINT%\\config');
    }
  });
});
