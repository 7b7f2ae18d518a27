import { claimsOf } from '../manifests/claims';
import type { Cluster } from '../manifests/cluster';
import { defineRule, type Found } from './rule';

const BUILT_IN = ['standard', 'standard-rwo', 'premium-rwo'];

export default defineRule({
  id: 'storage-class-built-in',
  topic: 'volumes',
  summary: 'A volume of a Windows pod must not be of a storage class that GKE makes for Linux.',
  why: 'standard, standard-rwo and premium-rwo name no file system, and disks without one are made for ext4. The driver on Windows nodes refuses it, and the pod stays in ContainerCreating.',
  fix: 'Make a StorageClass with provisioner: pd.csi.storage.gke.io and the parameter csi.storage.k8s.io/fstype: NTFS, and name it in the claim.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://cloud.google.com/kubernetes-engine/docs/concepts/windows-server-gke',
  platforms: ['gke'],
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
      storageClassName: standard-rwo
      resources: { requests: { storage: 10Gi } }
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
  `,
  example: { platform: 'gke' },
  check: (_pod, { template, cluster }) =>
    claimsOf(template, cluster).flatMap(({ name, spec, path, below }): Found[] => {
      if (spec === undefined || spec.volumeName) return [];
      const { storageClassName: got } = spec;
      if (got === undefined ? hasOwnDefault(cluster) : !BUILT_IN.includes(got)) return [];
      if (got !== undefined && cluster.find('storage.k8s.io/StorageClass', got) !== undefined) return [];
      const where = name === undefined ? { path: `${path}.storageClassName`, below } : { path, below };
      const ofClaim = name === undefined ? 'it' : `the PersistentVolumeClaim ${name}`;
      // somebody may have made another class the default
      return got === undefined
        ? [{ ...where, got: name, problem: `${ofClaim} takes the default class`, severity: 'warning' }]
        : [{ ...where, got: name ?? got, problem: `${ofClaim} is of the class ${got}` }];
    }),
});

function hasOwnDefault(cluster: Cluster): boolean {
  return cluster
    .all('storage.k8s.io/StorageClass')
    .some(({ metadata }) => metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true');
}
