import { isOnlyOnLinux } from '../windows/host-paths';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-path-linux',
  topic: 'volumes',
  summary: 'A hostPath of a Windows pod must be a path that Windows nodes have, and this one is of Linux.',
  why: 'containerd creates a host directory that is missing, so the container starts and finds an empty one: no processes, no devices, no socket. With a type that demands the file or directory the pod stays in ContainerCreating.',
  fix: 'Drop the volume; the runtimes of Windows listen on named pipes such as \\\\.\\pipe\\containerd-containerd, and processes and devices are seen from a HostProcess container only.',
  severity: 'warning',
  verdict: 'node',
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
            - { name: runtime, mountPath: 'C:\\runtime' }
      volumes:
        - { name: runtime, hostPath: { path: /run/containerd/containerd.sock } }
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
            - { name: runtime, mountPath: '\\\\.\\pipe\\containerd-containerd' }
      volumes:
        - { name: runtime, hostPath: { path: '\\\\.\\pipe\\containerd-containerd' } }
  `,
  check: (pod) =>
    (pod.volumes ?? []).flatMap((volume, index) => {
      const got = volume.hostPath?.path;
      return got !== undefined && isOnlyOnLinux(got) ? [{ path: `volumes[${index}].hostPath.path`, got }] : [];
    }),
});
