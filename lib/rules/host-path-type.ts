import { isNamedPipe } from '../windows/mount-path';
import { defineRule, type Found } from './rule';

const DEVICES = ['CharDevice', 'BlockDevice'];

export default defineRule({
  id: 'host-path-type',
  topic: 'volumes',
  summary: 'The type of a hostPath must be one that can match on Windows.',
  why: 'The kubelet looks at the path before it mounts it: Windows has no device files, and a named pipe is neither file nor directory.',
  fix: 'Leave type out for a named pipe; for a path write type: Directory or File, with OrCreate behind it where the node shall make it.',
  fixInCode: 'Use DIRECTORY, FILE or their _OR_CREATE forms; for a named pipe leave the type out.',
  severity: 'error',
  verdict: 'node',
  supersedes: ['unknown-value'],
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
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
            - { name: docker, mountPath: '\\\\.\\pipe\\docker_engine' }
      volumes:
        - { name: docker, hostPath: { path: '\\\\.\\pipe\\docker_engine', type: Socket } }
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
            - { name: docker, mountPath: '\\\\.\\pipe\\docker_engine' }
      volumes:
        - { name: docker, hostPath: { path: '\\\\.\\pipe\\docker_engine' } }
  `,
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index): Found[] => {
      const { path = '', type: got = '' } = volume.hostPath ?? {};
      const found = { path: `volumes[${index}].hostPath.type`, got };
      if (got !== '' && isNamedPipe(path))
        return [{ ...found, problem: 'the path is a named pipe, which is of no type', mend: { remove: true } }];
      return DEVICES.includes(got) ? [{ ...found, problem: 'Windows has no device files' }] : [];
    }),
});
