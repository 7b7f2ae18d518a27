import { isDnsSubdomain } from '../api-server/formats';
import { ALL_PODS, defineRule } from './rule';

const NAMES = ['runtimeClassName', 'priorityClassName', 'serviceAccountName'] as const;

export default defineRule({
  id: 'object-name',
  topic: 'names',
  summary: 'The name of an object that a pod refers to must be a DNS subdomain.',
  why: 'No object can have this name, so the API server refuses the pod that refers to it.',
  fix: 'Use the name as kubectl get shows it: lower-case letters, digits, dashes and dots.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names',
  bad: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          priorityClassName: Important
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          priorityClassName: important
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (pod) =>
    NAMES.flatMap((path) => {
      const got = pod[path];
      // an empty name is none, except that of a RuntimeClass
      const isSet = path === 'runtimeClassName' ? got !== undefined : Boolean(got);
      return isSet && !isDnsSubdomain(got) ? [{ path, got }] : [];
    }),
});
