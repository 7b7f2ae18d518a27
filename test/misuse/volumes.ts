import * as kplus from 'cdk8s-plus-28';
import { WindowsDeployment } from 'cdk8s-windows';
import { CONTAINER, IMAGE } from '../workloads';
import type { Misuse } from './misuse';

/** A deployment whose container mounts an empty directory at the path. */
function mounting(path: string, options: kplus.MountOptions = {}): Misuse['program'] {
  return (chart) => {
    const volume = kplus.Volume.fromEmptyDir(chart, 'volume', 'scratch');
    new WindowsDeployment(chart, 'web', {
      containers: [{ ...CONTAINER, volumeMounts: [{ path, volume, ...options }] }],
    });
  };
}

/** A deployment whose container mounts two empty directories. */
function twice(...paths: [string, string]): Misuse['program'] {
  return (chart) => {
    const volumes = ['one', 'other'].map((name) => kplus.Volume.fromEmptyDir(chart, name, name));
    const volumeMounts = volumes.map((volume, index) => ({ path: paths[index], volume }));
    new WindowsDeployment(chart, 'web', { containers: [{ ...CONTAINER, volumeMounts }] });
  };
}

/** A deployment with a volume that nobody mounts. */
function holding(make: (chart: Parameters<Misuse['program']>[0]) => kplus.Volume): Misuse['program'] {
  return (chart) => new WindowsDeployment(chart, 'web', { containers: [CONTAINER], volumes: [make(chart)] });
}

/** A deployment that mounts a host path at a path of the container. */
function hostPath(path: string, mountPath: string): Misuse['program'] {
  return (chart) => {
    const volume = kplus.Volume.fromHostPath(chart, 'volume', 'host', { path });
    new WindowsDeployment(chart, 'web', {
      containers: [{ ...CONTAINER, volumeMounts: [{ path: mountPath, volume }] }],
    });
  };
}

/** Wrong volumes and mounts. */
export const VOLUMES: readonly Misuse[] = [
  { title: 'mounts over drive C:', rule: 'mount-path', program: mounting('C:\\') },
  { title: 'mounts over the Windows directory', rule: 'mount-path', program: mounting('C:\\Windows') },
  { title: 'mounts at a share', rule: 'mount-path', program: mounting('\\\\server\\share') },
  { title: 'mounts at a path that climbs', rule: 'mount-path', program: mounting('C:\\data\\..\\other') },
  { title: 'mounts at the name of a device', rule: 'mount-path', program: mounting('C:\\logs\\aux') },
  { title: 'mounts at nothing', rule: 'mount-path', verdict: 'api', program: mounting('') },
  {
    title: 'mounts two volumes at paths that differ in case and slashes only',
    rule: 'mount-path-unique',
    program: twice('C:\\data', '/Data'),
  },
  {
    title: 'mounts two volumes at one path',
    rule: 'mount-path-unique',
    verdict: 'api',
    program: twice('C:\\data', 'C:\\data'),
  },
  { title: 'gives an absolute subPath', rule: 'sub-path', program: mounting('C:\\data', { subPath: 'C:\\logs' }) },
  {
    title: 'gives a subPath that begins with a slash',
    rule: 'sub-path',
    verdict: 'api',
    program: mounting('C:\\data', { subPath: '/logs' }),
  },
  {
    title: 'gives a subPath that climbs',
    rule: 'sub-path',
    program: mounting('C:\\data', { subPath: 'a\\..\\..\\b' }),
  },
  {
    title: 'gives a subPath that climbs with slashes',
    rule: 'sub-path',
    verdict: 'api',
    program: mounting('C:\\data', { subPath: 'a/../../b' }),
  },
  {
    title: 'gives a subPath with variables that climbs',
    rule: 'sub-path',
    verdict: 'api',
    program: mounting('C:\\data', { subPathExpr: '../$(POD_NAME)' }),
  },
  {
    title: 'mounts with propagation',
    rule: 'mount-propagation',
    program: mounting('C:\\data', { propagation: kplus.MountPropagation.HOST_TO_CONTAINER }),
  },
  {
    title: 'mounts with propagation in both directions',
    rule: 'mount-propagation-refused',
    program: mounting('C:\\data', { propagation: kplus.MountPropagation.BIDIRECTIONAL }),
  },
  {
    title: 'mounts an ordinary directory at the name of a pipe',
    rule: 'named-pipe-mount',
    program: mounting('\\\\.\\pipe\\docker_engine'),
  },
  {
    title: 'mounts a named pipe at an ordinary path',
    rule: 'named-pipe-mount',
    program: hostPath('\\\\.\\pipe\\docker_engine', 'C:\\pipe'),
  },
  {
    title: 'writes a named pipe with slashes',
    rule: 'host-path-absolute',
    program: hostPath('//./pipe/docker_engine', 'C:\\p'),
  },
  {
    title: 'gives an empty hostPath',
    rule: 'host-path-absolute',
    verdict: 'api',
    program: hostPath('', 'C:\\log'),
  },
  { title: 'gives a relative hostPath', rule: 'host-path-absolute', program: hostPath('var\\log', 'C:\\log') },
  { title: 'gives a hostPath that climbs', rule: 'host-path-climbs', program: hostPath('/data/../log', 'C:\\log') },
  {
    title: 'expects a device file',
    rule: 'host-path-type',
    program: holding((chart) =>
      kplus.Volume.fromHostPath(chart, 'volume', 'disk', {
        path: 'C:\\disk',
        type: kplus.HostPathVolumeType.BLOCK_DEVICE,
      }),
    ),
  },
  {
    title: 'expects secrets in memory',
    rule: 'empty-dir-medium',
    program: holding((chart) =>
      kplus.Volume.fromEmptyDir(chart, 'volume', 'secrets', { medium: kplus.EmptyDirMedium.MEMORY }),
    ),
  },
  {
    title: 'mounts NFS',
    rule: 'nfs-volume',
    program: holding((chart) =>
      kplus.Volume.fromNfs(chart, 'volume', 'share', { server: 'nfs.example', path: '/share' }),
    ),
  },
  {
    title: 'takes a disk with the file system of Linux that cdk8s-plus gives it',
    rule: 'volume-fs-type',
    program: holding((chart) => kplus.Volume.fromAzureDisk(chart, 'volume', 'disk', 'https://disk.example')),
  },
  {
    title: 'names the file system of Linux for a CSI driver',
    rule: 'volume-fs-type',
    program: holding((chart) =>
      kplus.Volume.fromCsi(chart, 'volume', 'disk.csi.azure.com', { fsType: 'xfs', name: 'disk' }),
    ),
  },
  {
    title: 'names a volume with a capital',
    rule: 'volume-name',
    program: holding((chart) => kplus.Volume.fromEmptyDir(chart, 'volume', 'Scratch')),
  },
  {
    title: 'takes the name of a volume from a ConfigMap whose name has dots',
    rule: 'volume-name',
    program: holding((chart) => {
      const settings = kplus.ConfigMap.fromConfigMapName(chart, 'settings', 'web.config');
      return kplus.Volume.fromConfigMap(chart, 'volume', settings);
    }),
  },
  {
    title: 'mounts a wrong volume later',
    rule: 'empty-dir-medium',
    program: (chart) => {
      const volume = kplus.Volume.fromEmptyDir(chart, 'volume', 'cache', { medium: kplus.EmptyDirMedium.MEMORY });
      const deployment = new WindowsDeployment(chart, 'web', { containers: [CONTAINER] });
      deployment.addInitContainer({ image: IMAGE }).mount('C:\\cache', volume);
    },
  },
  {
    title: 'climbs out of a volume that is mounted later',
    rule: 'sub-path',
    program: (chart) => {
      const volume = kplus.Volume.fromEmptyDir(chart, 'volume', 'cache');
      const container = new WindowsDeployment(chart, 'web').addContainer(CONTAINER);
      container.mount('C:\\cache', volume, { subPath: '..\\other' });
    },
  },
];
