import { describe, expect, test } from 'vitest';
import { bringsShare, CSI_PROXY_PIPES, isWindowsFileSystem, namesFileSystem } from '../../../lib/windows/csi-drivers';

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
