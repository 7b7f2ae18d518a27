import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { VolumeSpec } from '../manifests/pod-spec';
import { windowsUserOfClass, windowsUserOfVolume } from '../manifests/windows-storage';
import {
  bringsShare,
  isGooglesDisk,
  isWindowsFileSystem,
  namesFileSystem,
  WINDOWS_FILE_SYSTEMS,
} from '../windows/csi-drivers';
import type { RuleContext } from './context';
import { defineRule, type Found } from './rule';

const SOURCES_WITH_FILE_SYSTEM = ['csi', 'awsElasticBlockStore', 'azureDisk', 'gcePersistentDisk'] as const;

type Source = (typeof SOURCES_WITH_FILE_SYSTEM)[number];

export default defineRule({
  id: 'volume-fs-type',
  topic: 'volumes',
  summary: 'The file system of a volume on Windows must be NTFS, or ReFS where the driver offers it.',
  why: "A Windows node has no ext4 and no xfs. The driver of Google's disks refuses anything but NTFS, so the pod stays in ContainerCreating; those of Azure and AWS format NTFS in silence.",
  fix: 'Say ntfs, or make a StorageClass of its own for Windows with the parameter csi.storage.k8s.io/fstype: ntfs; a class serves one operating system.',
  fixInCode: "Set fsType: 'ntfs', or use a claim of a WindowsStorageClass.",
  severity: 'error',
  severityInCode: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/windows-storage/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts:
            - { name: data, mountPath: 'C:\\data' }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data } }
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: { name: data }
    spec:
      accessModes: [ReadWriteOnce]
      storageClassName: disks
      resources: { requests: { storage: 10Gi } }
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: { name: disks }
    provisioner: pd.csi.storage.gke.io
    volumeBindingMode: WaitForFirstConsumer
    parameters: { type: pd-balanced, csi.storage.k8s.io/fstype: ext4 }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts:
            - { name: data, mountPath: 'C:\\data' }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data } }
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: { name: data }
    spec:
      accessModes: [ReadWriteOnce]
      storageClassName: disks-ntfs
      resources: { requests: { storage: 10Gi } }
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: { name: disks-ntfs }
    provisioner: pd.csi.storage.gke.io
    volumeBindingMode: WaitForFirstConsumer
    parameters: { type: pd-balanced, csi.storage.k8s.io/fstype: NTFS }
  `,
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) =>
      SOURCES_WITH_FILE_SYSTEM.flatMap((source) =>
        misfit(`volumes[${index}].${source}.fsType`, volume[source]?.fsType, driverOf(source, volume.csi?.driver)),
      ),
    ),
  kinds: ['storage.k8s.io/StorageClass', 'PersistentVolume'],
  checkObject: (object, context) =>
    object.kind === 'StorageClass' ? ofClass(object, context) : ofVolume(object, context),
});

function ofClass(object: KubernetesObject, { cluster }: RuleContext): Found[] {
  const { provisioner = '', parameters = {} } = object as {
    provisioner?: string;
    parameters?: Readonly<Record<string, string>>;
  };
  const user = windowsUserOfClass(object.metadata?.name ?? '', cluster);
  if (user === undefined || bringsShare(provisioner)) return [];
  const named = Object.entries(parameters).filter(([name]) => namesFileSystem(name));
  const found = named.flatMap(([name, got]) => misfit(`parameters[${name}]`, got, provisioner));
  if (named.length === 0 && isGooglesDisk(provisioner)) {
    const problem = "without a file system Google's driver makes it ext4";
    found.push({ path: 'parameters', got: object.parameters, problem, allowed: 'csi.storage.k8s.io/fstype: ntfs' });
  }
  return found.map((each) => usedBy(user, each));
}

function ofVolume(object: KubernetesObject, { cluster }: RuleContext): Found[] {
  const spec = (object.spec ?? {}) as Pick<VolumeSpec, Source>;
  const user = windowsUserOfVolume(object, cluster);
  if (user === undefined) return [];
  return SOURCES_WITH_FILE_SYSTEM.flatMap((source) =>
    misfit(`spec.${source}.fsType`, spec[source]?.fsType, driverOf(source, spec.csi?.driver)),
  ).map((each) => usedBy(user, each));
}

function driverOf(source: Source, driver = ''): string {
  return source === 'gcePersistentDisk' ? 'kubernetes.io/gce-pd' : driver;
}

function misfit(path: string, got: string | undefined, driver: string): Found[] {
  if (!got || isWindowsFileSystem(got) || bringsShare(driver)) return [];
  const found = { path, got, allowed: WINDOWS_FILE_SYSTEMS.join(', ') };
  return [isGooglesDisk(driver) ? found : { ...found, severity: 'warning' }];
}

function usedBy(user: string, found: Found): Found {
  const use = `${user} uses it on Windows nodes`;
  return { ...found, problem: found.problem === undefined ? use : `${found.problem}; ${use}` };
}
