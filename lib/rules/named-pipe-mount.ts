import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { looksLikeNamedPipe } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'named-pipe-mount',
  topic: 'volumes',
  summary: 'A named pipe must be mounted at the name of a pipe.',
  why: 'containerd recognises a pipe only when source and mount path both have the form \\\\.\\pipe\\name.',
  fix: 'Write \\\\.\\pipe\\name in both: in hostPath.path without a type, and in mountPath.',
  fixInCode: 'Use WindowsVolume.fromNamedPipe and mount it at \\\\.\\pipe\\name.',
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
            - { name: docker, mountPath: 'C:\\docker' }
      volumes:
        - { name: docker, hostPath: { path: '\\\\.\\pipe\\docker_engine' } }
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
  check: (pod) => {
    // how a pipe is spelt is the matter of other rules
    const pipes = new Map(
      (pod.volumes ?? []).flatMap(({ name, hostPath }) =>
        hostPath?.path && looksLikeNamedPipe(hostPath.path) ? [[name, hostPath.path] as const] : [],
      ),
    );
    if (isHostProcess(pod)) return [];
    return containersOf(pod).flatMap(({ path, container }) =>
      (container.volumeMounts ?? []).flatMap(({ name, mountPath: got = '' }, index) => {
        const isPipeVolume = pipes.has(name);
        if (isPipeVolume === looksLikeNamedPipe(got)) return [];
        const problem = isPipeVolume ? undefined : `volume '${name}' is no named pipe`;
        return [{ path: `${path}.volumeMounts[${index}].mountPath`, got, allowed: pipes.get(name), problem }];
      }),
    );
  },
});
