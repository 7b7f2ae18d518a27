import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { GKE } from '../../../lib/platforms/gke';
import { linuxPod, saidOf, windowsPod } from './said';

const said = (...objects: object[]) => saidOf(['volumes'], objects);

const claimOf = (spec: object, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', ...(namespace === undefined ? {} : { namespace }) },
  spec,
});
const storageClass = (provisioner: string, parameters?: object, metadata: object = {}) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'disks', ...metadata },
  provisioner,
  ...(parameters === undefined ? {} : { parameters }),
});
const volume = (spec: object, name = 'volume') => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec,
});
const CLAIMED: PodSpec = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const WINDOWS = windowsPod(CLAIMED);
const LINUX = linuxPod(CLAIMED);
const OF_CLASS = claimOf({ storageClassName: 'disks' });
const FS_TYPE = 'csi.storage.k8s.io/fstype';

describe('the file system of a class that a Windows pod claims', () => {
  test.each([
    ['of Google', 'pd.csi.storage.gke.io', { [FS_TYPE]: 'ext4' }, `error volume-fs-type parameters[${FS_TYPE}]`],
    ['of Google, unsaid', 'pd.csi.storage.gke.io', { type: 'pd-ssd' }, 'error volume-fs-type parameters'],
    ['of Google, without parameters', 'kubernetes.io/gce-pd', undefined, 'error volume-fs-type parameters'],
    ['of AWS', 'ebs.csi.aws.com', { fsType: 'xfs' }, 'warning volume-fs-type parameters[fsType]'],
  ])('is found: %s', (_, provisioner, parameters, found) => {
    expect(said(WINDOWS, OF_CLASS, storageClass(provisioner, parameters))).toEqual([found]);
  });

  test.each([
    ['NTFS', 'pd.csi.storage.gke.io', { [FS_TYPE]: 'NTFS' }],
    ['unsaid to a driver that knows Windows', 'disk.csi.azure.com', { skuName: 'Premium_LRS' }],
    ['that of the server of a share', 'smb.csi.k8s.io', { source: '//server/share', fsType: 'ext4' }],
  ])('is fine: %s', (_, provisioner, parameters) => {
    expect(said(WINDOWS, OF_CLASS, storageClass(provisioner, parameters))).toEqual([]);
  });

  test('is found once, however many pods use it', () => {
    const disks = storageClass('ebs.csi.aws.com', { [FS_TYPE]: 'ext4' });
    expect(said(WINDOWS, { ...WINDOWS, metadata: { name: 'other' } }, OF_CLASS, disks)).toHaveLength(1);
  });

  test('is nobody’s matter when only Linux pods, or none, use it', () => {
    const disks = storageClass('pd.csi.storage.gke.io', { [FS_TYPE]: 'ext4' });
    expect(said(LINUX, OF_CLASS, disks)).toEqual([]);
    expect(said(disks)).toEqual([]);
    expect(said(WINDOWS, disks)).toEqual([]);
    expect(said(WINDOWS, claimOf({ storageClassName: 'disks' }, 'other'), disks)).toEqual([]);
  });

  test('is found through a StatefulSet and through a claim of the pod’s own', () => {
    const disks = storageClass('ebs.csi.aws.com', { [FS_TYPE]: 'ext4' });
    const { spec } = windowsPod({});
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: {
        template: { spec },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'disks' } }, {}],
      },
    };
    expect(said(set, disks)).toHaveLength(1);
    const ephemeral = { volumeClaimTemplate: { spec: { storageClassName: 'disks' } } };
    expect(said(windowsPod({ volumes: [{ name: 'data', ephemeral }] }), disks)).toHaveLength(1);
  });
});

describe('the file system of a volume', () => {
  test.each([
    ['in the pod', { volumes: [{ name: 'a', gcePersistentDisk: { fsType: 'ext4' } }] }, 'error', 'gcePersistentDisk'],
    ['of a driver, in the pod', { volumes: [{ name: 'a', csi: { driver: 'x', fsType: 'ext4' } }] }, 'warning', 'csi'],
    ['of Azure, in the pod', { volumes: [{ name: 'a', azureDisk: { fsType: 'xfs' } }] }, 'warning', 'azureDisk'],
  ])('is found: %s', (_, spec, severity, source) => {
    expect(said(windowsPod(spec))).toEqual([`${severity} volume-fs-type spec.volumes[0].${source}.fsType`]);
    expect(said(linuxPod(spec))).toEqual([]);
  });

  const disk = (more: object = {}) => volume({ csi: { driver: 'ebs.csi.aws.com', fsType: 'ext4' }, ...more });
  const found = ['warning volume-fs-type spec.csi.fsType'];

  test('is found where the claim names the volume', () => {
    expect(said(WINDOWS, claimOf({ volumeName: 'volume' }), disk())).toEqual(found);
    expect(said(LINUX, claimOf({ volumeName: 'volume' }), disk())).toEqual([]);
  });

  test('is found where the volume names the claim, which needs not be there', () => {
    expect(said(WINDOWS, disk({ claimRef: { name: 'data', namespace: 'shop' } }))).toEqual(found);
    expect(said(windowsPod(CLAIMED, 'shop'), disk({ claimRef: { name: 'data', namespace: 'shop' } }))).toEqual(found);
    expect(said(windowsPod(CLAIMED, 'web'), disk({ claimRef: { name: 'data', namespace: 'shop' } }))).toEqual([]);
    expect(said(WINDOWS, disk({ claimRef: {} }))).toEqual([]);
  });
});

describe('what only Linux mounts', () => {
  test.each(['nfs.csi.k8s.io', 'efs.csi.aws.com', 'rook-ceph.rbd.csi.ceph.com', 'driver.longhorn.io'])(
    'is found as a class of %s',
    (provisioner) => {
      expect(said(WINDOWS, OF_CLASS, storageClass(provisioner))).toEqual(['error linux-only-volume provisioner']);
      expect(said(LINUX, OF_CLASS, storageClass(provisioner))).toEqual([]);
    },
  );

  test('is found as a volume of the pod or of its claim', () => {
    const csi = { driver: 's3.csi.aws.com' };
    expect(said(windowsPod({ volumes: [{ name: 'a', csi }] }))).toEqual([
      'error linux-only-volume spec.volumes[0].csi.driver',
    ]);
    expect(said(windowsPod({ volumes: [{ name: 'a', iscsi: {} }] }))).toEqual([
      'error linux-only-volume spec.volumes[0].iscsi',
    ]);
    const claim = claimOf({ volumeName: 'volume' });
    expect(said(WINDOWS, claim, volume({ csi }))).toEqual(['error linux-only-volume spec.csi.driver']);
    expect(said(WINDOWS, claim, volume({ rbd: {} }))).toEqual(['error linux-only-volume spec.rbd']);
    expect(said(WINDOWS, claim, volume({ nfs: { server: 'a', path: '/' } }))).toEqual(['error nfs-volume spec.nfs']);
    expect(said(LINUX, claim, volume({ csi }), volume({ nfs: {} }, 'other'))).toEqual([]);
  });

  test('Azure Files are found by NFS, not by SMB', () => {
    const files = (protocol: string) => storageClass('file.csi.azure.com', { protocol });
    expect(said(WINDOWS, OF_CLASS, files('nfs'))).toEqual(['error linux-only-volume provisioner']);
    expect(said(WINDOWS, OF_CLASS, files('smb'))).toEqual([]);
  });

  test('drivers of which nothing is known are trusted', () => {
    expect(said(WINDOWS, OF_CLASS, storageClass('csi.example.com'))).toEqual([]);
  });
});

describe('a raw block device', () => {
  test('is found in the container that takes it', () => {
    const containers = [{ name: 'web', volumeDevices: [{ name: 'data', devicePath: '/dev/x' }] }];
    const claim = claimOf({ volumeMode: 'Block' });
    const pod = { containers, ...CLAIMED };
    expect(said(windowsPod(pod), claim)).toEqual(['error volume-block spec.containers[0].volumeDevices']);
    expect(said(linuxPod(pod), claim)).toEqual([]);
    expect(said(windowsPod({ containers: [{ name: 'web', volumeDevices: [] }] }))).toEqual([]);
  });

  test('is found in the claim where no container takes it as such', () => {
    expect(said(WINDOWS, claimOf({ volumeMode: 'Block' }))).toEqual([
      'error volume-block spec.volumes[0].persistentVolumeClaim.claimName',
    ]);
    expect(said(WINDOWS, claimOf({ volumeMode: 'Filesystem' }))).toEqual([]);
    const ephemeral = { volumeClaimTemplate: { spec: { volumeMode: 'Block' } } };
    expect(said(windowsPod({ volumes: [{ name: 'data', ephemeral }] }))).toEqual([
      'error volume-block spec.volumes[0].ephemeral.volumeClaimTemplate.spec.volumeMode',
    ]);
  });
});

describe('on GKE, the class of a claim', () => {
  const onGke = (...objects: object[]) => saidOf(['volumes'], objects, { platform: GKE });
  const found = (severity: string) => [
    `${severity} storage-class-built-in spec.volumes[0].persistentVolumeClaim.claimName`,
  ];

  test('is wrong when it is one of Google’s, and doubtful when it is the default', () => {
    expect(onGke(WINDOWS, claimOf({ storageClassName: 'standard-rwo' }))).toEqual(found('error'));
    expect(onGke(WINDOWS, claimOf({}))).toEqual(found('warning'));
    expect(onGke(LINUX, claimOf({}))).toEqual([]);
  });

  test('is fine when it is another, or no class makes the volume', () => {
    expect(onGke(WINDOWS, OF_CLASS)).toEqual([]);
    expect(onGke(WINDOWS, claimOf({ storageClassName: '' }))).toEqual([]);
    expect(onGke(WINDOWS, claimOf({ storageClassName: 'standard-rwo', volumeName: 'volume' }))).toEqual([]);
    expect(onGke(WINDOWS)).toEqual([]);
  });

  test('is judged by what it says when it is among the objects', () => {
    const parameters = { [FS_TYPE]: 'ntfs' };
    const own = storageClass('pd.csi.storage.gke.io', parameters, { name: 'standard-rwo' });
    expect(onGke(WINDOWS, claimOf({ storageClassName: 'standard-rwo' }), own)).toEqual([]);
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    const usual = storageClass('pd.csi.storage.gke.io', parameters, { annotations });
    expect(onGke(WINDOWS, claimOf({}), usual)).toEqual([]);
  });

  test('is nobody’s matter elsewhere', () => {
    expect(said(WINDOWS, claimOf({ storageClassName: 'standard-rwo' }))).toEqual([]);
  });
});

describe('a Secret of storage', () => {
  const SECRET = 'csi.storage.k8s.io/node-stage-secret';
  const smb = { source: '//server/share' };

  test('is named with its namespace, by a class and by a volume', () => {
    expect(said(storageClass('csi.example.com', { [`${SECRET}-name`]: 'a' }))).toEqual([
      `error secret-namespace parameters[${SECRET}-namespace]`,
    ]);
    expect(said(volume({ csi: { driver: 'csi.example.com', nodeStageSecretRef: { name: 'a' } } }))).toEqual([
      'error secret-namespace spec.csi.nodeStageSecretRef.namespace',
    ]);
  });

  test('is fine with it, and without a Secret', () => {
    const parameters = { [`${SECRET}-name`]: 'a', [`${SECRET}-namespace`]: 'b' };
    expect(said(storageClass('csi.example.com', parameters))).toEqual([]);
    expect(said(volume({ csi: { driver: 'x', nodeStageSecretRef: { name: 'a', namespace: 'b' } } }))).toEqual([]);
    expect(said(storageClass('smb.csi.k8s.io', smb), volume({}), storageClass('x'))).toEqual([]);
  });
});

describe('an SMB share', () => {
  const csi = (attributes?: object) => ({
    driver: 'smb.csi.k8s.io',
    ...(attributes === undefined ? {} : { volumeAttributes: attributes as Record<string, string> }),
  });

  test.each([['server/share'], ['//server'], ['smb://server/share'], [undefined]])('is not named by %s', (source) => {
    const attributes = source === undefined ? {} : { source };
    expect(said(storageClass('smb.csi.k8s.io', attributes))).toEqual(['error smb-source parameters.source']);
    expect(said(volume({ csi: csi(attributes) }))).toEqual(['error smb-source spec.csi.volumeAttributes.source']);
    expect(said(windowsPod({ volumes: [{ name: 'a', csi: csi(attributes) }] }))).toEqual([
      'error smb-source spec.volumes[0].csi.volumeAttributes.source',
    ]);
  });

  test.each(['//server/share', '\\\\server\\share', `//server/share/\${pvc.metadata.name}`])(
    'is named by %s',
    (source) => {
      expect(said(storageClass('smb.csi.k8s.io', { source }), volume({ csi: csi({ source }) }))).toEqual([]);
    },
  );

  test('is nobody’s matter of another driver', () => {
    expect(said(storageClass('csi.example.com', { source: 'x' }), volume({ csi: { driver: 'x' } }))).toEqual([]);
  });
});
