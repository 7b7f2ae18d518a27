import { isDnsLabel } from '../api-server/formats';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'volume-name',
  topic: 'volumes',
  summary: 'The name of a volume must be a DNS label.',
  why: 'The API server refuses capitals, dots and underscores, and more than 63 characters.',
  fix: 'Give the volume a name of at most 63 lower-case letters, digits and dashes.',
  fixInCode:
    'Give the volume a name of lower-case letters, digits and dashes: cdk8s-plus cuts a long one after 63 characters, and takes over that of a ConfigMap or Secret, which may have dots.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/',
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
      volumes:
        - { name: app.config, emptyDir: {} }
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
      volumes:
        - { name: app-config, emptyDir: {} }
  `,
  pods: ALL_PODS,
  check: (pod) =>
    (pod.volumes ?? []).flatMap(({ name = '' }, index) =>
      isDnsLabel(name) ? [] : [{ path: `volumes[${index}].name`, got: name }],
    ),
});
