import { isStored } from '../manifests/kubernetes-object';
import { ALL_PODS, defineRule, refusedBy } from './rule';

const refused = refusedBy('ephemeral-container');

export default defineRule({
  id: 'ephemeral-container',
  topic: 'lifecycle',
  summary: 'Ephemeral containers must be added to a running pod, never written into a manifest.',
  why: 'The API server refuses a pod and a template that has some: they come through a subresource of a pod that is there.',
  fix: 'Leave ephemeralContainers out and use kubectl debug on the running pod.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/',
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
      ephemeralContainers:
        - name: debug
          image: registry.example.com/debug:1.0-ltsc2022
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
  // in what was read from a cluster they came by the subresource
  check: (pod, context) => {
    const found = refused(pod, context);
    return found.length === 0 || isStored(context.template.object) ? [] : found;
  },
});
