import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  VolumeBindingMode,
  WindowsPod,
  WindowsStorageClass,
  type WindowsStorageClassOptions,
  type WindowsStorageClassProps,
} from 'cdk8s-windows';
import type { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { ofKind, podOf, shop, synth } from '../synth';
import { CONTAINER } from '../workloads';

type Make = (scope: Construct, options?: WindowsStorageClassOptions) => WindowsStorageClass;

const DISKS: [string, string, Make][] = [
  ['azureDisk', 'disk.csi.azure.com', (scope, options) => WindowsStorageClass.azureDisk(scope, 'class', options)],
  ['ebs', 'ebs.csi.aws.com', (scope, options) => WindowsStorageClass.ebs(scope, 'class', options)],
  [
    'gcePersistentDisk',
    'pd.csi.storage.gke.io',
    (scope, options) => WindowsStorageClass.gcePersistentDisk(scope, 'class', options),
  ],
];

const SHARES: [string, string, Make][] = [
  ['azureFile', 'file.csi.azure.com', (scope, options) => WindowsStorageClass.azureFile(scope, 'class', options)],
  [
    'smb',
    'smb.csi.k8s.io',
    (scope, options) =>
      WindowsStorageClass.smb(scope, 'class', {
        ...options,
        source: '\\\\files.corp.example\\shop',
        secret: kplus.Secret.fromSecretName(scope, 'login', 'smb-login'),
        secretNamespace: 'logins',
      }),
  ],
];

const FS_TYPE = 'csi.storage.k8s.io/fstype';

function classOf(make: Make, options?: WindowsStorageClassOptions) {
  const manifests = synth((chart) => make(chart, options), { namespace: 'shop' });
  return ofKind(manifests, 'StorageClass') as unknown as kplus.k8s.KubeStorageClassProps & { metadata: object };
}

describe.each([...DISKS, ...SHARES])('the class %s', (_, provisioner, make) => {
  test('is for its driver', () => {
    expect(classOf(make)).toMatchSnapshot();
    expect(classOf(make).provisioner).toBe(provisioner);
  });

  test('belongs to the cluster and not to the namespace of its chart', () => {
    expect(classOf(make).metadata).not.toHaveProperty('namespace');
  });

  test('takes parameters in the words of the driver', () => {
    expect(classOf(make, { parameters: { skuName: 'Premium_LRS' } }).parameters).toMatchObject({
      ...classOf(make).parameters,
      skuName: 'Premium_LRS',
    });
  });

  test('lets volumes grow, unless you say otherwise', () => {
    expect(classOf(make).allowVolumeExpansion).toBe(true);
    expect(classOf(make, { allowVolumeExpansion: false }).allowVolumeExpansion).toBe(false);
  });

  test('deletes or keeps volumes as you say', () => {
    expect(classOf(make)).not.toHaveProperty('reclaimPolicy');
    const reclaimPolicy = kplus.PersistentVolumeReclaimPolicy.RETAIN;
    expect(classOf(make, { reclaimPolicy }).reclaimPolicy).toBe('Retain');
  });

  test.each<WindowsStorageClassOptions>([
    { fsType: 'ext4' },
    { parameters: { fsType: 'xfs' } },
    { parameters: { [FS_TYPE]: 'ext4' } },
  ])('refuses %j', (options) => {
    expect(() => classOf(make, options)).toThrow(/^shop\/class: .* is '(ext4|xfs)' \(allowed: ntfs, refs\)\n/);
  });

  test.each(['ntfs', 'refs'])('takes the file system %s, in any of the places', (fsType) => {
    expect(classOf(make, { fsType }).parameters?.[FS_TYPE]).toBe(fsType);
    expect(classOf(make, { parameters: { fsType } }).parameters?.fsType).toBe(fsType);
  });
});

test('who names a file system of Linux is told to drop it, and what happens then', () => {
  const refusalOf = ([, , make]: (typeof DISKS)[number]) => expect(() => classOf(make, { fsType: 'ext4' }));
  for (const disk of DISKS) refusalOf(disk).toThrow('Drop it: ntfs is set for you.');
  for (const share of SHARES) refusalOf(share).toThrow('Drop it: the server of a share has formatted it.');
});

describe.each(DISKS)('disks of %s', (_, _provisioner, make) => {
  test('are formatted with NTFS and made where the pod is', () => {
    expect(classOf(make)).toMatchObject({
      parameters: { [FS_TYPE]: 'ntfs' },
      volumeBindingMode: 'WaitForFirstConsumer',
    });
  });

  test('may have another file system of Windows', () => {
    expect(classOf(make, { fsType: 'refs' }).parameters).toEqual({ [FS_TYPE]: 'refs' });
  });

  test('have one file system when the driver is told in its own word', () => {
    expect(classOf(make, { parameters: { fsType: 'ntfs' } }).parameters).toEqual({ fsType: 'ntfs' });
  });

  test('may be made at once', () => {
    const volumeBindingMode = VolumeBindingMode.IMMEDIATE;
    expect(classOf(make, { volumeBindingMode }).volumeBindingMode).toBe('Immediate');
  });
});

describe.each(SHARES)('shares of %s', (_, _provisioner, make) => {
  test('have no file system of their own, and are made at once', () => {
    expect(classOf(make).parameters ?? {}).not.toHaveProperty([FS_TYPE]);
    // an empty map would be refused as a change when it is applied again
    expect(classOf(make).parameters).not.toEqual({});
    expect(classOf(make).volumeBindingMode).toBe('Immediate');
  });
});

test('any other driver is taken for one of disks', () => {
  const props: WindowsStorageClassProps = { provisioner: 'csi.vsphere.vmware.com' };
  expect(classOf((scope) => new WindowsStorageClass(scope, 'class', props))).toMatchObject({
    provisioner: 'csi.vsphere.vmware.com',
    parameters: { [FS_TYPE]: 'ntfs' },
  });
});

describe('an SMB class', () => {
  const make = (source: string, secretNamespace?: string) => (scope: Construct) =>
    WindowsStorageClass.smb(scope, 'class', {
      source,
      secret: kplus.Secret.fromSecretName(scope, 'login', 'smb-login'),
      secretNamespace,
    });

  test('names share and Secret for making and for mounting', () => {
    expect(classOf(make('\\\\files.corp.example\\shop')).parameters).toEqual({
      source: '//files.corp.example/shop',
      'csi.storage.k8s.io/provisioner-secret-name': 'smb-login',
      'csi.storage.k8s.io/provisioner-secret-namespace': 'shop',
      'csi.storage.k8s.io/node-stage-secret-name': 'smb-login',
      'csi.storage.k8s.io/node-stage-secret-namespace': 'shop',
    });
  });

  test('is refused for what is no share', () => {
    expect(() => classOf(make('server/share'))).toThrow(
      /^shop\/class: source is 'server\/share'\n[\s\S]*Rule: smb-source /,
    );
  });

  test('is refused without a namespace for its Secret', () => {
    expect(() => make('//s/x')(shop())).toThrow(
      /^shop\/class: secretNamespace is missing\n[\s\S]*Rule: secret-namespace /,
    );
  });
});

describe('a claim', () => {
  const claimOf = (make: Make, accessModes?: kplus.PersistentVolumeAccessMode[]) => {
    const manifests = synth(
      (chart) => {
        const claim = make(chart, { metadata: { name: 'windows' } }).claim(chart, 'data', {
          storage: Size.gibibytes(8),
          accessModes,
        });
        const volume = kplus.Volume.fromPersistentVolumeClaim(chart, 'volume', claim);
        new WindowsPod(chart, 'web', { containers: [{ ...CONTAINER, volumeMounts: [{ path: 'D:', volume }] }] });
      },
      { namespace: 'shop' },
    );
    const claim = ofKind(manifests, 'PersistentVolumeClaim');
    expect(podOf(ofKind(manifests, 'Pod')).spec.volumes).toMatchObject([
      { persistentVolumeClaim: { claimName: claim.metadata.name } },
    ]);
    return claim;
  };

  test('has class, size and access mode', () => {
    const [, , azureDisk] = DISKS[0];
    expect(claimOf(azureDisk)).toMatchSnapshot();
    expect(claimOf(azureDisk).spec).toMatchObject({
      storageClassName: 'windows',
      resources: { requests: { storage: '8Gi' } },
    });
  });

  test.each(DISKS)('of %s is for one node', (_, _provisioner, make) => {
    expect(claimOf(make).spec.accessModes).toEqual(['ReadWriteOnce']);
  });

  test.each(SHARES)('of %s is for many nodes', (_, _provisioner, make) => {
    expect(claimOf(make).spec.accessModes).toEqual(['ReadWriteMany']);
  });

  test('has the access modes that are asked for', () => {
    const modes = [kplus.PersistentVolumeAccessMode.READ_ONLY_MANY];
    expect(claimOf(SHARES[0][2], modes).spec.accessModes).toEqual(['ReadOnlyMany']);
  });

  test('of cdk8s-plus works as well, by the name of the class', () => {
    const manifests = synth((chart) => {
      const { storageClassName } = WindowsStorageClass.ebs(chart, 'class');
      new kplus.PersistentVolumeClaim(chart, 'claim', {
        storageClassName,
        storage: Size.gibibytes(1),
        accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
      });
    });
    const { metadata } = ofKind(manifests, 'StorageClass');
    expect(ofKind(manifests, 'PersistentVolumeClaim').spec.storageClassName).toBe(metadata.name);
  });
});
