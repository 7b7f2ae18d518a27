import type { Shape } from '../shape';

type Fields = { readonly [field: string]: Shape };

export const CLAIM_SPEC: Shape = {
  fields: {
    accessModes: { list: 'string' },
    storageClassName: 'string',
    volumeMode: 'string',
    volumeName: 'string',
    resources: { fields: { requests: { map: 'quantity' }, limits: { map: 'quantity' } } },
  },
};

const SECRET_REFERENCE: Shape = { fields: { name: 'string', namespace: 'string' } };

const VOLUME_SPEC: Shape = {
  fields: {
    capacity: { map: 'quantity' },
    accessModes: { list: 'string' },
    storageClassName: 'string',
    volumeMode: 'string',
    claimRef: { fields: { name: 'string', namespace: 'string' } },
    csi: {
      fields: {
        driver: 'string',
        volumeHandle: 'string',
        fsType: 'string',
        volumeAttributes: { map: 'string' },
        controllerPublishSecretRef: SECRET_REFERENCE,
        controllerExpandSecretRef: SECRET_REFERENCE,
        nodeStageSecretRef: SECRET_REFERENCE,
        nodePublishSecretRef: SECRET_REFERENCE,
        nodeExpandSecretRef: SECRET_REFERENCE,
      },
    },
    nfs: { fields: { server: 'string', path: 'string', readOnly: 'boolean' } },
    awsElasticBlockStore: { fields: { volumeID: 'string', fsType: 'string' } },
    azureDisk: { fields: { diskName: 'string', diskURI: 'string', fsType: 'string', kind: 'string' } },
    gcePersistentDisk: { fields: { pdName: 'string', fsType: 'string' } },
  },
};

/** Storage of a cluster (kubernetes/api `core/v1/types.go`, `storage/v1/types.go`). */
export const STORAGE_SHAPES: readonly (readonly [string, Fields])[] = [
  ['PersistentVolume', { spec: VOLUME_SPEC }],
  ['PersistentVolumeClaim', { spec: CLAIM_SPEC }],
  [
    'storage.k8s.io/StorageClass',
    {
      provisioner: 'string',
      parameters: { map: 'string' },
      reclaimPolicy: 'string',
      volumeBindingMode: 'string',
      allowVolumeExpansion: 'boolean',
      mountOptions: { list: 'string' },
    },
  ],
];
