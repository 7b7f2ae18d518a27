import { isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

/** What the API server sets where nothing is said. */
const USUAL_SECONDS = 600;

export default defineRule({
  id: 'progress-deadline',
  topic: 'lifecycle',
  summary: 'The deadline of a rollout should leave time to pull Windows images.',
  why: 'Windows images are hundreds of megabytes to several gigabytes. When a node has to pull one first, the Deployment is reported as failed although it only takes its time, and pipelines that wait for it give up.',
  fix: 'Leave progressDeadlineSeconds out (it is 600 then) or set it to 1800.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#windows-hardware-recommendations',
  bad: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      progressDeadlineSeconds: 120
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
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
      progressDeadlineSeconds: 1800
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { template: { object } }) => {
    const { progressDeadlineSeconds: got } = (object.spec ?? {}) as { progressDeadlineSeconds?: number };
    // images of HostProcess containers need no base image and can be small
    if (object.kind !== 'Deployment' || got === undefined || got >= USUAL_SECONDS || isHostProcess(pod)) return [];
    return [{ path: 'spec.progressDeadlineSeconds', below: 'object', got, allowed: `${USUAL_SECONDS} or more` }];
  },
});
