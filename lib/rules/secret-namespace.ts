import { defineRule } from './rule';

export default defineRule({
  id: 'secret-namespace',
  summary: 'A PersistentVolume or StorageClass names its Secret with the namespace.',
  why: 'Both belong to the cluster and have no namespace of their own to look in: the API server takes them, the Secret is not found, and pods wait for their volume.',
  fix: 'Give the chart a namespace, or set secretNamespace.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#csi',
});
