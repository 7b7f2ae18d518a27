import { selectorPath } from '../manifests/build-choice';
import { OS_LABELS } from '../windows/labels';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'os-node-selector',
  topic: 'operating-system',
  summary: 'A Windows workload must run on Windows nodes only.',
  why: 'The scheduler looks at the node selector and never at os.name; the kubelet of a node of another OS refuses the pod (PodOSNotSupported).',
  fix: 'Write kubernetes.io/os: windows in nodeSelector. If the pod is for Linux, set os.name: linux and drop what only Windows has.',
  fixInCode: 'Drop the entry: kubernetes.io/os: windows is set for you. For Linux pods use the cdk8s-plus class.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/',
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
          nodeSelector: { kubernetes.io/os: linux }
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
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ['windows', 'unknown'],
  check: ({ nodeSelector = {} }, { system }) =>
    OS_LABELS.flatMap((label): Found[] => {
      const got = nodeSelector[label];
      if (got === undefined || got === 'windows') return [];
      const found = { path: selectorPath(label), got, allowed: 'windows' };
      if (/^windows$/i.test(got)) return [{ ...found, problem: 'labels are case-sensitive', mend: { set: 'windows' } }];
      if (/^win/i.test(got)) return [{ ...found, problem: 'no node has this value' }];
      return system.name === 'windows' ? [found] : [];
    }),
});
