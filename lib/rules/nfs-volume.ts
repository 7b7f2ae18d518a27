import { windowsUserOfVolume } from '../manifests/windows-storage';
import { defineRule } from './rule';

export default defineRule({
  id: 'nfs-volume',
  topic: 'volumes',
  summary: 'A Windows pod must not use NFS: Windows nodes do not mount it.',
  why: 'The kubelet on Windows mounts SMB only, so the pod stays in ContainerCreating.',
  fix: 'Use a share of an SMB server by the driver smb.csi.k8s.io, or a disk with NTFS.',
  fixInCode: 'Use WindowsVolume.fromSmb, or a claim of a WindowsStorageClass.',
  severity: 'error',
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
        - { name: data, nfs: { server: files.example.com, path: /data } }
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
      accessModes: [ReadWriteMany]
      storageClassName: ''
      volumeName: data
      resources: { requests: { storage: 10Gi } }
    ---
    apiVersion: v1
    kind: PersistentVolume
    metadata: { name: data }
    spec:
      accessModes: [ReadWriteMany]
      capacity: { storage: 10Gi }
      csi:
        driver: smb.csi.k8s.io
        volumeHandle: files.example.com/data
        volumeAttributes: { source: //files.example.com/data }
        nodeStageSecretRef: { name: smb, namespace: web }
  `,
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) =>
      volume.nfs === undefined ? [] : [{ path: `volumes[${index}].nfs`, got: volume.nfs }],
    ),
  kinds: ['PersistentVolume'],
  checkObject: (object, { cluster }) => {
    const got = (object.spec as { nfs?: unknown } | undefined)?.nfs;
    const user = got === undefined ? undefined : windowsUserOfVolume(object, cluster);
    return user === undefined ? [] : [{ path: 'spec.nfs', got, problem: `${user} uses it on Windows nodes` }];
  },
});
