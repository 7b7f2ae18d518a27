import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { WindowsPod, WindowsVolume } from 'cdk8s-windows';
import type { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { type Manifest, ofKind, podOf, shop, synth } from '../synth';
import { CONTAINER } from '../workloads';

const IN_SHOP = { namespace: 'shop', disableResourceNameHashes: true };
const DISK =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Compute/disks/orders';

const login = (scope: Construct) => kplus.Secret.fromSecretName(scope, 'login', 'smb-login');

function mounted(make: (chart: Construct) => kplus.Volume, path = 'C:\\data', options = IN_SHOP): Manifest[] {
  return synth((chart) => {
    new WindowsPod(chart, 'web', { containers: [{ ...CONTAINER, volumeMounts: [{ path, volume: make(chart) }] }] });
  }, options);
}

function volumesOf(manifests: readonly Manifest[]) {
  return podOf(ofKind(manifests, 'Pod')).spec.volumes;
}

const KINDS: Record<string, (chart: Construct) => kplus.Volume> = {
  'SMB share': (chart) =>
    WindowsVolume.fromSmb(chart, 'files', { source: '\\\\files.corp.example\\shop', secret: login(chart) }),
  'Azure Files share': (chart) =>
    WindowsVolume.fromAzureFile(chart, 'files', {
      shareName: 'shop',
      server: 'shop.privatelink.file.core.windows.net',
      secret: login(chart),
    }),
  'Azure Disk': (chart) => WindowsVolume.fromAzureDisk(chart, 'files', { diskUri: DISK, storage: Size.gibibytes(32) }),
};

describe.each(Object.entries(KINDS))('an existing %s', (_, make) => {
  const manifests = mounted(make);
  const volume = ofKind(manifests, 'PersistentVolume');
  const claim = ofKind(manifests, 'PersistentVolumeClaim');

  test('is a PersistentVolume, a claim and the volume of the pod', () => {
    expect(manifests).toMatchSnapshot();
  });

  test('is bound in both directions, and keeps the default storage class away', () => {
    expect(claim.spec).toMatchObject({ volumeName: volume.metadata.name, storageClassName: '' });
    expect(volume.spec.claimRef).toEqual({ name: claim.metadata.name, namespace: 'shop' });
    expect(volumesOf(manifests)).toMatchObject([{ persistentVolumeClaim: { claimName: claim.metadata.name } }]);
  });

  test('has a PersistentVolume without namespace, which outlives its claim', () => {
    expect(volume.metadata).not.toHaveProperty('namespace');
    expect(volume.spec.persistentVolumeReclaimPolicy).toBe('Retain');
  });

  test('has a claim with what every claim must have', () => {
    expect(claim.spec).toMatchObject({
      accessModes: volume.spec.accessModes,
      resources: { requests: volume.spec.capacity },
    });
  });

  test('has a name in the cluster that no other app has, even when cdk8s makes names without hashes', () => {
    expect(volume.metadata.name).toMatch(/-[0-9a-f]{8}$|-c[0-9a-f]{7}$/);
  });

  test('waits for any claim of the name where the namespace is not known', () => {
    const options = { disableResourceNameHashes: true } as typeof IN_SHOP;
    const withNamespace = (chart: Construct) =>
      WindowsVolume.fromSmb(chart, 'files', { source: '//s/x', secret: login(chart), secretNamespace: 'logins' });
    expect(ofKind(mounted(withNamespace, 'C:\\data', options), 'PersistentVolume').spec).not.toHaveProperty('claimRef');
  });
});

describe('a share', () => {
  test.each(['\\\\files.corp.example\\shop', '//files.corp.example/shop'])(
    '%s is named as the driver wants',
    (source) => {
      const manifests = mounted((chart) => WindowsVolume.fromSmb(chart, 'files', { source, secret: login(chart) }));
      expect(ofKind(manifests, 'PersistentVolume').spec).toMatchObject({
        csi: { driver: 'smb.csi.k8s.io', volumeAttributes: { source: '//files.corp.example/shop' } },
        accessModes: ['ReadWriteMany'],
      });
    },
  );

  test('has a handle that no other volume has, since kubelets take two of one handle for one', () => {
    const handles = synth((chart) => {
      const volumes = ['one', 'two'].map((id) =>
        WindowsVolume.fromSmb(chart, id, {
          source: '//s/x',
          secret: kplus.Secret.fromSecretName(chart, `${id}-login`, 'login'),
        }),
      );
      const volumeMounts = volumes.map((volume, index) => ({ path: `C:\\${index}`, volume }));
      new WindowsPod(chart, 'web', { containers: [{ ...CONTAINER, volumeMounts }] });
    }, IN_SHOP)
      .filter(({ kind }) => kind === 'PersistentVolume')
      .map(({ spec }) => (spec.csi as { volumeHandle: string }).volumeHandle);
    expect(new Set(handles).size).toBe(2);
  });

  test('takes its login from the namespace of the chart, or from the one that is said', () => {
    const secretOf = (secretNamespace?: string) => {
      const manifests = mounted((chart) =>
        WindowsVolume.fromSmb(chart, 'files', { source: '//s/x', secret: login(chart), secretNamespace }),
      );
      return (ofKind(manifests, 'PersistentVolume').spec.csi as { nodeStageSecretRef: unknown }).nodeStageSecretRef;
    };
    expect(secretOf()).toEqual({ name: 'smb-login', namespace: 'shop' });
    expect(secretOf('logins')).toEqual({ name: 'smb-login', namespace: 'logins' });
  });

  test('is refused without a namespace for its login', () => {
    const chart = shop();
    expect(() => WindowsVolume.fromSmb(chart, 'files', { source: '//s/x', secret: login(chart) })).toThrow(
      /^shop\/files: secretNamespace is missing\n[\s\S]*Rule: secret-namespace /,
    );
  });

  test('is refused when it is none', () => {
    const chart = shop(IN_SHOP);
    expect(() => WindowsVolume.fromSmb(chart, 'files', { source: 'server/share', secret: login(chart) })).toThrow(
      /^shop\/files: source is 'server\/share'\n[\s\S]*Rule: smb-source /,
    );
  });
});

test('a disk has NTFS and one node at a time', () => {
  expect(ofKind(mounted(KINDS['Azure Disk']), 'PersistentVolume').spec).toMatchObject({
    csi: { driver: 'disk.csi.azure.com', volumeHandle: DISK, fsType: 'ntfs' },
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '32Gi' },
  });
});

describe('a named pipe', () => {
  const PIPE = '\\\\.\\pipe\\docker_engine';

  test.each(['docker_engine', PIPE])('%s is a host path without a type, mounted at itself', (name) => {
    const manifests = mounted(
      (chart) => WindowsVolume.fromNamedPipe(chart, 'pipe', name),
      WindowsVolume.pipePath(name),
    );
    expect(volumesOf(manifests)).toMatchObject([{ hostPath: { path: PIPE, type: '' } }]);
    expect(podOf(ofKind(manifests, 'Pod')).spec.containers[0].volumeMounts).toMatchObject([{ mountPath: PIPE }]);
  });

  test.each(['//./pipe/docker_engine', 'docker\\engine', ''])('%j is refused', (name) => {
    expect(() => WindowsVolume.fromNamedPipe(shop(), 'pipe', name)).toThrow(/Rule: host-path-absolute /);
  });

  test('of CSI Proxy is mounted for each stable API', () => {
    const manifests = synth((chart) => {
      const volumeMounts = WindowsVolume.csiProxyPipes(chart, 'csi-proxy');
      new WindowsPod(chart, 'driver', { containers: [{ ...CONTAINER, volumeMounts }] });
    });
    const { containers, volumes } = podOf(ofKind(manifests, 'Pod')).spec;
    const paths = ['disk', 'filesystem', 'smb', 'volume'].map((api) => `\\\\.\\pipe\\csi-proxy-${api}-v1`);
    expect(volumes?.map(({ hostPath }) => hostPath?.path)).toEqual(paths);
    expect(containers[0].volumeMounts?.map(({ mountPath }) => mountPath)).toEqual(paths);
    expect(manifests).toMatchSnapshot();
  });
});

describe('a host path', () => {
  test.each(['C:\\data', '/var/log'])('%s is taken', (path) => {
    const manifests = mounted((chart) => WindowsVolume.fromHostPath(chart, 'host', 'data', { path }));
    expect(volumesOf(manifests)).toEqual([{ name: 'data', hostPath: { path, type: '' } }]);
  });

  test('is refused at its line when it names nothing on Windows', () => {
    expect(() => WindowsVolume.fromHostPath(shop(), 'host', 'data', { path: 'data' })).toThrow(
      /^shop\/host: volume 'data': hostPath\.path is 'data'\n/,
    );
  });

  test('is refused at its line when its type never matches', () => {
    const options = { path: 'C:\\disk', type: kplus.HostPathVolumeType.BLOCK_DEVICE };
    expect(() => WindowsVolume.fromHostPath(shop(), 'host', 'data', options)).toThrow(/Rule: host-path-type /);
  });
});
