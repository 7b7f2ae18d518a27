import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'working-dir',
  topic: 'lifecycle',
  summary: 'The working directory must be one that can exist on Windows.',
  why: 'The API server takes any text; Windows starts no program in a directory that it cannot open, and the container fails.',
  fix: 'Use a path such as C:\\app, or /app, which means C:\\app.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/windows/win32/fileio/naming-a-file',
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
          workingDir: 'C:\\app:data'
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
          workingDir: 'C:\\app'
  `,
  check: (pod) => {
    // the runtime puts its own folder into these
    if (isHostProcess(pod)) return [];
    return containersOf(pod).flatMap(({ path, container: { workingDir: got = '' } }) =>
      /[:*?"<>|]/.test(got.replace(/^[A-Za-z]:/, ''))
        ? [{ path: `${path}.workingDir`, got, problem: 'a Windows path must not contain any of : * ? " < > |' }]
        : [],
    );
  },
});
