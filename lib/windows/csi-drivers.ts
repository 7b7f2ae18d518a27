/**
 * CSI drivers that have a node plug-in for Windows, and what they bring to a pod: a disk, which is formatted for one
 * operating system, or a share, which every operating system reads.
 */
export const CSI_DRIVERS = {
  azureDisk: { name: 'disk.csi.azure.com', kind: 'disk' },
  azureFile: { name: 'file.csi.azure.com', kind: 'share' },
  ebs: { name: 'ebs.csi.aws.com', kind: 'disk' },
  gcePersistentDisk: { name: 'pd.csi.storage.gke.io', kind: 'disk' },
  smb: { name: 'smb.csi.k8s.io', kind: 'share' },
} as const;

export function bringsShare(driver: string): boolean {
  return Object.values(CSI_DRIVERS).some(({ name, kind }) => name === driver && kind === 'share');
}

/** The parameter of a StorageClass that reaches every driver (kubernetes-csi/external-provisioner). */
export const FS_TYPE_PARAMETER = 'csi.storage.k8s.io/fstype';

/** Drivers have spellings of their own beside it, such as `fsType` and `fstype`. */
export function namesFileSystem(parameter: string): boolean {
  return /^(csi\.storage\.k8s\.io\/)?fstype$/i.test(parameter);
}

/** What a Windows node can format and mount. */
export const WINDOWS_FILE_SYSTEMS: readonly string[] = ['ntfs', 'refs'];

export function isWindowsFileSystem(fsType: string): boolean {
  return WINDOWS_FILE_SYSTEMS.includes(fsType.toLowerCase());
}

/**
 * The stable APIs of CSI Proxy, each on a pipe of its own (kubernetes-csi/csi-proxy `client/api`); iSCSI and system are
 * still alpha.
 */
export const CSI_PROXY_PIPES = [
  'csi-proxy-disk-v1',
  'csi-proxy-filesystem-v1',
  'csi-proxy-smb-v1',
  'csi-proxy-volume-v1',
];
