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

/** Whether the disks are Google's, by its driver or by the older name that Kubernetes maps to it. */
export function isGooglesDisk(driver: string): boolean {
  return driver === CSI_DRIVERS.gcePersistentDisk.name || driver === 'kubernetes.io/gce-pd';
}

/**
 * Drivers of which no node plug-in for Windows exists, and what they mount. Sources: the README or manual of each
 * (kubernetes-csi/csi-driver-nfs, kubernetes-sigs/aws-efs-csi-driver, kubernetes-sigs/aws-fsx-csi-driver,
 * awslabs/mountpoint-s3-csi-driver, kubernetes-sigs/blob-csi-driver, GoogleCloudPlatform/gcs-fuse-csi-driver,
 * kubernetes-sigs/gcp-filestore-csi-driver, ceph/ceph-csi, longhorn/longhorn).
 */
const WITHOUT_WINDOWS: ReadonlyMap<string, string> = new Map([
  ['nfs.csi.k8s.io', 'NFS'],
  ['efs.csi.aws.com', 'NFS'],
  ['filestore.csi.storage.gke.io', 'NFS'],
  ['fsx.csi.aws.com', 'Lustre'],
  ['s3.csi.aws.com', 'a bucket by FUSE'],
  ['blob.csi.azure.com', 'a container of blobs by FUSE or NFS'],
  ['gcsfuse.csi.storage.gke.io', 'a bucket by FUSE'],
  ['rbd.csi.ceph.com', 'Ceph'],
  ['cephfs.csi.ceph.com', 'Ceph'],
  ['driver.longhorn.io', 'Longhorn'],
]);

/** What the driver mounts that no Windows node can; `undefined` for drivers of which nothing of that kind is known. */
export function linuxOnlyStorage(
  driver: string,
  { protocol = '' }: Readonly<Record<string, string>> = {},
): string | undefined {
  // Azure Files is SMB unless it is told otherwise
  if (driver === CSI_DRIVERS.azureFile.name) return protocol.toLowerCase() === 'nfs' ? 'NFS' : undefined;
  // Rook puts the namespace of its operator before the names of Ceph's drivers
  return (
    WITHOUT_WINDOWS.get(driver) ?? WITHOUT_WINDOWS.get(driver.replace(/^.+\.(?=(rbd|cephfs)\.csi\.ceph\.com$)/, ''))
  );
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
