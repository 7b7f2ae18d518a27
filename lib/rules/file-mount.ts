import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

/** A directory may have a dot in its name, but hardly one of these ends. */
const NAME_OF_FILE =
  /[^\\/]\.(bat|cer|cmd|conf|config|crt|exe|ini|js|json|key|pem|pfx|properties|ps1|toml|txt|xml|yaml|yml)$/i;

export default defineRule({
  id: 'file-mount',
  topic: 'volumes',
  summary: 'A volume that is to be one file must be mounted by subPath; without it the mount is a directory.',
  why: 'Where the image has a file of that name Windows cannot put a directory in its place, and the container does not start; otherwise the program finds a directory where it looks for its file.',
  fix: 'Mount the whole at a directory of its own; or mount one file by subPath, the key of the ConfigMap or Secret, which containerd can do (what the page on Windows storage says of subPaths holds for Docker).',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
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
            - { name: config, mountPath: 'C:\\inetpub\\wwwroot\\Web.config' }
      volumes:
        - { name: config, configMap: { name: web } }
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
            - { name: config, mountPath: 'C:\\inetpub\\wwwroot\\Web.config', subPath: Web.config }
      volumes:
        - { name: config, configMap: { name: web } }
  `,
  check: (pod) => {
    const files = new Set(
      (pod.volumes ?? []).filter(({ configMap, secret }) => configMap ?? secret).map(({ name }) => name),
    );
    return containersOf(pod).flatMap(({ path, container }) =>
      (container.volumeMounts ?? []).flatMap(({ name, mountPath: got = '', subPath, subPathExpr }, index) => {
        if (!files.has(name) || subPath || subPathExpr || !NAME_OF_FILE.test(got)) return [];
        return [{ path: `${path}.volumeMounts[${index}].mountPath`, got }];
      }),
    );
  },
});
