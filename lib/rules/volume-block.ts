import { claimsOf } from '../manifests/claims';
import { containersOf } from '../manifests/pod-spec';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'volume-block',
  topic: 'volumes',
  summary: 'A Windows container must not take a raw block device.',
  why: 'Mapping a block device into a container is not there on Windows: the pod stays in ContainerCreating.',
  fix: 'Let the volume have a file system: volumeMode: Filesystem, which is the default, and volumeMounts in place of volumeDevices.',
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
          volumeDevices:
            - { name: data, devicePath: 'C:\\data' }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data } }
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
  `,
  check: (pod, { template, cluster }) => {
    const devices = containersOf(pod).flatMap(({ path, container: { volumeDevices: got } }) =>
      got?.length ? [{ path: `${path}.volumeDevices`, got }] : [],
    );
    if (devices.length > 0) return devices;
    return claimsOf(template, cluster).flatMap(({ name, spec, path, below }): Found[] => {
      if (spec?.volumeMode !== 'Block') return [];
      if (name === undefined) return [{ path: `${path}.volumeMode`, below, got: spec.volumeMode }];
      return [{ path, got: name, problem: `the PersistentVolumeClaim ${name} has volumeMode: Block` }];
    });
  },
});
