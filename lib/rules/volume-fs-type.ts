import { isWindowsFileSystem, WINDOWS_FILE_SYSTEMS } from '../windows/csi-drivers';
import { defineRule } from './rule';

const SOURCES_WITH_FILE_SYSTEM = ['csi', 'awsElasticBlockStore', 'azureDisk', 'gcePersistentDisk'] as const;

export default defineRule({
  id: 'volume-fs-type',
  summary: 'Windows formats volumes with NTFS, or with ReFS where the driver offers it.',
  why: 'ext4 and xfs cannot be mounted on a Windows node; the pod stays in ContainerCreating.',
  fix: "Set fsType: 'ntfs', or use a claim of a WindowsStorageClass.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/windows-storage/',
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) =>
      SOURCES_WITH_FILE_SYSTEM.flatMap((source) => {
        const fsType = volume[source]?.fsType;
        const fits = fsType === undefined || isWindowsFileSystem(fsType);
        const allowed = WINDOWS_FILE_SYSTEMS.join(', ');
        return fits ? [] : [{ path: `volumes[${index}].${source}.fsType`, got: fsType, allowed }];
      }),
    ),
});
