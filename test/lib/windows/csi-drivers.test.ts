import { describe, expect, test } from 'vitest';
import {
  bringsShare,
  CSI_PROXY_PIPES,
  isGooglesDisk,
  isWindowsFileSystem,
  linuxOnlyStorage,
  namesFileSystem,
} from '../../../lib/windows/csi-drivers';

describe('a CSI driver', () => {
  test.each(['smb.csi.k8s.io', 'file.csi.azure.com'])('%s brings a share', (driver) => {
    expect(bringsShare(driver)).toBe(true);
  });

  test.each(['disk.csi.azure.com', 'ebs.csi.aws.com', 'pd.csi.storage.gke.io', 'csi.example'])(
    '%s brings a disk',
    (driver) => {
      expect(bringsShare(driver)).toBe(false);
    },
  );
});

describe('storage that only Linux mounts', () => {
  test.each([
    ['nfs.csi.k8s.io', 'NFS'],
    ['fsx.csi.aws.com', 'Lustre'],
    ['cephfs.csi.ceph.com', 'Ceph'],
    ['rook-ceph.rbd.csi.ceph.com', 'Ceph'],
  ])('is that of %s', (driver, mounts) => {
    expect(linuxOnlyStorage(driver)).toBe(mounts);
  });

  test.each(['', 'ebs.csi.aws.com', 'smb.csi.k8s.io', 'secrets-store.csi.k8s.io', 'my.nfs.csi.k8s.io', 'ceph.com'])(
    'is not that of %j',
    (driver) => {
      expect(linuxOnlyStorage(driver)).toBeUndefined();
    },
  );

  test('is Azure Files by NFS', () => {
    expect(linuxOnlyStorage('file.csi.azure.com', { protocol: 'NFS' })).toBe('NFS');
    expect(linuxOnlyStorage('file.csi.azure.com', {})).toBeUndefined();
    expect(linuxOnlyStorage('disk.csi.azure.com', { protocol: 'nfs' })).toBeUndefined();
  });
});

test.each([
  ['pd.csi.storage.gke.io', true],
  ['kubernetes.io/gce-pd', true],
  ['ebs.csi.aws.com', false],
])('the disks of %s are Google’s: %s', (driver, isGoogles) => {
  expect(isGooglesDisk(driver)).toBe(isGoogles);
});

describe('a file system', () => {
  test.each(['ntfs', 'NTFS', 'ReFS'])('%s is one of Windows', (name) => expect(isWindowsFileSystem(name)).toBe(true));
  test.each(['ext4', 'xfs', '', 'ntfs3'])('%j is not', (name) => expect(isWindowsFileSystem(name)).toBe(false));

  test.each(['csi.storage.k8s.io/fstype', 'fsType', 'fstype'])('is named by the parameter %s', (parameter) => {
    expect(namesFileSystem(parameter)).toBe(true);
  });
  test.each(['type', 'skuName', 'example/fstype'])('is not named by the parameter %s', (parameter) => {
    expect(namesFileSystem(parameter)).toBe(false);
  });
});

test('CSI Proxy serves its stable APIs on a pipe each', () => {
  expect(CSI_PROXY_PIPES).toEqual(['disk', 'filesystem', 'smb', 'volume'].map((api) => `csi-proxy-${api}-v1`));
});
