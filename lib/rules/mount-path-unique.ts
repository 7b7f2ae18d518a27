import { containersOf } from '../manifests/pod-spec';
import { normalizeMountPath } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'mount-path-unique',
  topic: 'volumes',
  summary: 'Two mounts of a container must not name the same place.',
  why: 'Windows paths ignore case and the direction of slashes; the API server compares plain strings and refuses equal ones only, with the others the container does not start.',
  fix: 'Mount each volume at a path of its own.',
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
            - { name: data, mountPath: 'C:\\Data' }
            - { name: logs, mountPath: /data }
      volumes:
        - { name: data, emptyDir: {} }
        - { name: logs, emptyDir: {} }
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
            - { name: logs, mountPath: 'C:\\logs' }
      volumes:
        - { name: data, emptyDir: {} }
        - { name: logs, emptyDir: {} }
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) => {
      const seen = new Map<string, string>();
      return (container.volumeMounts ?? []).flatMap(({ mountPath: got = '' }, index) => {
        // what is no path at all is another rule's
        if (got === '') return [];
        const place = normalizeMountPath(got);
        const twin = seen.get(place);
        seen.set(place, got);
        if (twin === undefined) return [];
        const fix = `Mount it elsewhere: '${twin}' is the same place.`;
        return [{ path: `${path}.volumeMounts[${index}].mountPath`, got, fix }];
      });
    }),
});
