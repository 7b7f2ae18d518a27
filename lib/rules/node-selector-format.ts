import { isLabelKey, isLabelValue } from '../api-server/formats';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'node-selector-format',
  topic: 'scheduling',
  summary: 'A node selector must have label keys and label values.',
  why: 'The API server refuses any other text, and numbers and truth values as well.',
  fix: "Use at most 63 letters, digits, dashes, underscores and dots, quoted: 'true', '1'; a key may have a prefix such as 'example.com/'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, disk: 'fast ssd' }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, disk: fast-ssd }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (pod) =>
    Object.entries(pod.nodeSelector ?? {}).flatMap(([key, value]) =>
      isLabelKey(key) && isLabelValue(value) ? [] : [{ path: `nodeSelector['${key}']`, got: value }],
    ),
});
