import fc from 'fast-check';

const claim = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };

/** Every kind of volume, as small as the API server takes it. */
const KINDS: Readonly<Record<string, object>> = {
  awsElasticBlockStore: { volumeID: 'a' },
  azureDisk: { diskName: 'a', diskURI: 'https://a.example/a.vhd' },
  azureFile: { secretName: 'a', shareName: 'a' },
  cephfs: { monitors: ['a'] },
  cinder: { volumeID: 'a' },
  configMap: { name: 'a' },
  csi: { driver: 'csi.example' },
  downwardAPI: {},
  emptyDir: {},
  ephemeral: { volumeClaimTemplate: claim },
  fc: { targetWWNs: ['a'], lun: 0 },
  flexVolume: { driver: 'example/a' },
  flocker: { datasetName: 'a' },
  gcePersistentDisk: { pdName: 'a' },
  gitRepo: { repository: 'a' },
  glusterfs: { endpoints: 'a', path: 'a' },
  hostPath: { path: 'C:\\a' },
  iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:a', lun: 0 },
  nfs: { server: 'a', path: '/a' },
  persistentVolumeClaim: { claimName: 'a' },
  photonPersistentDisk: { pdID: 'a' },
  portworxVolume: { volumeID: 'a' },
  projected: {},
  quobyte: { registry: 'a:1', volume: 'a' },
  rbd: { monitors: ['a'], image: 'a' },
  scaleIO: { gateway: 'a', system: 'a', secretRef: { name: 'a' }, volumeName: 'a' },
  secret: { secretName: 'a' },
  storageos: { volumeName: 'a' },
  vsphereVolume: { volumePath: 'a' },
};

/** Came in 1.31. */
const IMAGE = { image: { reference: 'registry.example/a:b' } };

const volume = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...Object.entries(KINDS)).map(([kind, source]) => ({ [kind]: source })) },
  { weight: 1, arbitrary: fc.constantFrom({}, { hostPath: null }, { emptyDir: {}, hostPath: null }) },
  { weight: 1, arbitrary: fc.constant(IMAGE) },
);

/** Sound volumes, without names. */
export const volumeSources: fc.Arbitrary<object[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<object[]>([]) },
  { weight: 1, arbitrary: fc.array(volume, { maxLength: 3 }) },
);
