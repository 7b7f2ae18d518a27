import { isDnsLabel } from '../api-server/formats';
import { containersOf } from '../manifests/pod-spec';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'container-name',
  topic: 'names',
  summary: 'The name of a container must be a DNS label.',
  why: 'The API server refuses capitals, dots, underscores, blanks and more than 63 characters.',
  fix: 'Use lower-case letters, digits and dashes, with a letter or digit at both ends.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: Web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
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
  `,
  pods: ALL_PODS,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container: { name } }) => {
      if (isDnsLabel(name)) return [];
      const length = name?.length ?? 0;
      return [{ path: `${path}.name`, got: name, problem: length > 63 ? `it has ${length} characters` : undefined }];
    }),
});
