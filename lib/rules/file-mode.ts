import type { ModedFiles, VolumeSpec } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'file-mode',
  topic: 'volumes',
  summary: 'A secret on Windows must not be kept by file modes: they have no meaning there.',
  why: 'The bits of Linux have no meaning on a Windows node: every account of the container, and whoever reads the disk of the node, can read what a mode of 0400 or 0600 was to keep for its owner.',
  fix: 'Drop the mode, and give the Secret only to containers that may read it; on the node Windows protects the directory of the kubelet by its own access lists.',
  severity: 'warning',
  verdict: 'ignored',
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
            - { name: key, mountPath: 'C:\\key' }
      volumes:
        - { name: key, secret: { secretName: key, defaultMode: 256 } }
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
            - { name: key, mountPath: 'C:\\key' }
      volumes:
        - { name: key, secret: { secretName: key } }
  `,
  check: (pod) =>
    (pod.volumes ?? []).flatMap(({ secret, projected }, index) => {
      const found = [
        ...modesOf(`volumes[${index}].secret`, secret),
        ...(holdsSecret(projected) ? modesOf(`volumes[${index}].projected`, projected) : []),
        ...(projected?.sources ?? []).flatMap((source, place) =>
          modesOf(`volumes[${index}].projected.sources[${place}].secret`, source.secret),
        ),
      ].filter(({ got }) => isPrivate(got));
      // what is meant once is said once
      return found.slice(0, 1).map(({ path, got }) => ({
        path,
        got,
        problem: `in octal that is 0${got.toString(8)}`,
        mend: { remove: true } as const,
      }));
    }),
});

function modesOf(path: string, files: ModedFiles | undefined): { path: string; got: number }[] {
  const { defaultMode, items = [] } = files ?? {};
  return [
    { path: `${path}.defaultMode`, got: defaultMode },
    ...items.map(({ mode }, index) => ({ path: `${path}.items[${index}].mode`, got: mode })),
  ].flatMap(({ path, got }) => (got === undefined ? [] : [{ path, got }]));
}

/** Whether a mode is for nobody but the owner. */
function isPrivate(mode: number): boolean {
  return mode > 0 && (mode & 0o077) === 0;
}

function holdsSecret(projected: VolumeSpec['projected']): boolean {
  return (projected?.sources ?? []).some(({ secret, serviceAccountToken }) => secret ?? serviceAccountToken);
}
