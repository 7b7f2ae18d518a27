import { isNamedPipe, looksLikeNamedPipe } from '../windows/mount-path';
import { defineRule, type Found } from './rule';

/** The kubelet and containerd hand it on, and Windows opens it as the node. */
const A_SHARE = 'a share is mounted only where the node itself can log on to its server';

export default defineRule({
  id: 'host-path-absolute',
  topic: 'volumes',
  summary: 'A hostPath on Windows must be an absolute path or a named pipe.',
  why: 'The kubelet puts drive C: before a path that begins with one slash, and hands on everything else as it stands: a relative path or a pipe with slashes names nothing that can be mounted. An empty path the API server refuses.',
  fix: 'Write it with its drive (C:\\data), or as \\\\.\\pipe\\name.',
  severity: 'error',
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
            - { name: docker, mountPath: '\\\\.\\pipe\\docker_engine' }
      volumes:
        - { name: docker, hostPath: { path: //./pipe/docker_engine } }
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
      const got = volume.hostPath?.path;
      if (got === undefined || isToBeFilledIn(got) || /^([A-Za-z]:[\\/]|[\\/](?![\\/]))/.test(got) || isNamedPipe(got))
        return [];
      const path = `volumes[${index}].hostPath.path`;
      return [isShare(got) ? { path, got, severity: 'warning', problem: A_SHARE } : { path, got }];
    }),
});

function isShare(path: string): boolean {
  return /^\\\\[^\\/]+[\\/][^\\/]/.test(path) && !looksLikeNamedPipe(path);
}

/** A text of somebody's template, which is no path yet. */
function isToBeFilledIn(path: string): boolean {
  return /^(<|\$\{|\{\{)/.test(path);
}
