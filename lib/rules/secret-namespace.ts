import type { KubernetesObject } from '../manifests/kubernetes-object';
import { defineRule, type Found } from './rule';

/** The parameters by which a class names a Secret (kubernetes-csi/external-provisioner `pkg/controller/controller.go`). */
const SECRET_NAME =
  /^csi\.storage\.k8s\.io\/(provisioner|controller-publish|controller-expand|node-stage|node-publish|node-expand)-secret-name$/;

const REFERENCES = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodeStageSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

export default defineRule({
  id: 'secret-namespace',
  topic: 'volumes',
  summary: 'A PersistentVolume or StorageClass must name its Secret with the namespace.',
  why: 'Both belong to the cluster and have no namespace of their own to look in. The API server refuses such a PersistentVolume; a StorageClass it takes, no volume is made, and pods wait for it.',
  fix: 'Name the namespace beside the name: in nodeStageSecretRef and its like, or by the parameter that ends in -secret-namespace.',
  fixInCode: 'Give the chart a namespace, or set secretNamespace.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes-csi.github.io/docs/secrets-and-credentials-storage-class.html',
  fields: REFERENCES.map((reference) => `spec.csi.${reference}.namespace`),
  bad: `    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: { name: shares }
    provisioner: smb.csi.k8s.io
    volumeBindingMode: WaitForFirstConsumer
    parameters:
      source: //files.example.com/data
      csi.storage.k8s.io/node-stage-secret-name: smb
  `,
  good: `    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: { name: shares }
    provisioner: smb.csi.k8s.io
    volumeBindingMode: WaitForFirstConsumer
    parameters:
      source: //files.example.com/data
      csi.storage.k8s.io/node-stage-secret-name: smb
      csi.storage.k8s.io/node-stage-secret-namespace: web
  `,
  kinds: ['storage.k8s.io/StorageClass', 'PersistentVolume'],
  checkObject: (object): Found[] => (object.kind === 'StorageClass' ? ofClass(object) : ofVolume(object)),
});

function ofClass(object: KubernetesObject): Found[] {
  const { parameters = {} } = object as { parameters?: Readonly<Record<string, string>> };
  return Object.keys(parameters)
    .filter((name) => SECRET_NAME.test(name))
    .map((name) => `${name}space`)
    .filter((namespace) => !parameters[namespace])
    .map((namespace) => ({ path: `parameters[${namespace}]`, got: parameters[namespace] }));
}

type SecretReferences = { readonly [field in (typeof REFERENCES)[number]]?: { readonly namespace?: string } };

function ofVolume(object: KubernetesObject): Found[] {
  const { csi = {} } = (object.spec ?? {}) as { csi?: SecretReferences };
  return REFERENCES.flatMap((field) =>
    csi[field] === undefined || csi[field].namespace
      ? []
      : [{ path: `spec.csi.${field}.namespace`, got: csi[field].namespace }],
  );
}
