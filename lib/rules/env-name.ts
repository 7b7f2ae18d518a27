import { isEnvName } from '../api-server/formats';
import { containersOf } from '../manifests/pod-spec';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'env-name',
  topic: 'lifecycle',
  summary: 'The name of an environment variable must be printable ASCII without an equals sign.',
  why: 'The API server refuses the workload.',
  fix: 'Use letters, digits, dots, dashes and underscores.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
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
          env:
            - { name: A=B, value: '1' }
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
          env:
            - { name: A_B, value: '1' }
  `,
  pods: ALL_PODS,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.env ?? []).flatMap(({ name = '' }, index) =>
        isEnvName(name) ? [] : [{ path: `${path}.env[${index}].name`, got: name }],
      ),
    ),
});
