import type { VolumeSpec } from '../manifests/pod-spec';
import { windowsUserOfClass, windowsUserOfVolume } from '../manifests/windows-storage';
import { linuxOnlyStorage } from '../windows/csi-drivers';
import { defineRule, type Found } from './rule';

/** Volumes that Kubernetes itself mounts, or mounted once, by programs of Linux. */
const IN_TREE = ['iscsi', 'fc', 'rbd', 'cephfs', 'glusterfs'] as const;

export default defineRule({
  id: 'linux-only-volume',
  topic: 'volumes',
  summary: 'A Windows pod must not use storage that only Linux nodes can mount.',
  why: 'It needs a client that Windows does not have, and no plug-in of it runs on Windows nodes: the pod stays in ContainerCreating.',
  fix: 'Use what Windows nodes can mount: a disk with NTFS by a driver with a Windows plug-in, or an SMB share.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/windows-storage/',
  fields: IN_TREE.map((source) => `spec.volumes[*].${source}`),
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
      storageClassName: shared
      resources: { requests: { storage: 10Gi } }
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: { name: shared }
    provisioner: efs.csi.aws.com
    volumeBindingMode: WaitForFirstConsumer
    parameters: { provisioningMode: efs-ap, fileSystemId: fs-0123456789abcdef0 }
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
      storageClassName: shared
      resources: { requests: { storage: 10Gi } }
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: { name: shared }
    provisioner: ebs.csi.aws.com
    volumeBindingMode: WaitForFirstConsumer
    parameters: { type: gp3, csi.storage.k8s.io/fstype: ntfs }
  `,
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) => {
      const { csi } = volume;
      const kind = IN_TREE.find((each) => volume[each] !== undefined);
      if (kind !== undefined) return [{ path: `volumes[${index}].${kind}`, got: volume[kind] }];
      const mounts = linuxOnlyStorage(csi?.driver ?? '', csi?.volumeAttributes);
      return mounts === undefined
        ? []
        : [{ path: `volumes[${index}].csi.driver`, got: csi?.driver, problem: saying(mounts) }];
    }),
  kinds: ['storage.k8s.io/StorageClass', 'PersistentVolume'],
  checkObject: (object, { cluster }): Found[] => {
    const isClass = object.kind === 'StorageClass';
    const {
      provisioner,
      parameters,
      spec = {},
    } = object as {
      provisioner?: string;
      parameters?: Readonly<Record<string, string>>;
      spec?: Pick<VolumeSpec, 'csi' | (typeof IN_TREE)[number]>;
    };
    const got = isClass ? provisioner : spec.csi?.driver;
    const mounts = linuxOnlyStorage(got ?? '', isClass ? parameters : spec.csi?.volumeAttributes);
    const kind = IN_TREE.find((each) => spec[each] !== undefined);
    if (mounts === undefined && kind === undefined) return [];
    const user = isClass
      ? windowsUserOfClass(object.metadata?.name ?? '', cluster)
      : windowsUserOfVolume(object, cluster);
    if (user === undefined) return [];
    const use = `${user} uses it on Windows nodes`;
    if (kind !== undefined) return [{ path: `spec.${kind}`, got: spec[kind], problem: use }];
    return [{ path: isClass ? 'provisioner' : 'spec.csi.driver', got, problem: `${saying(mounts ?? '')}; ${use}` }];
  },
});

function saying(mounts: string): string {
  return `it mounts ${mounts}`;
}
