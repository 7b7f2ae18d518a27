import { isStored } from '../manifests/kubernetes-object';
import { defineRule } from './rule';

export default defineRule({
  id: 'node-name-set',
  topic: 'scheduling',
  summary: 'A Windows workload must leave the choice of its node to the scheduler.',
  why: 'nodeName passes by the scheduler: taints and free memory are not looked at, and an upgrade of the node pool replaces the node, so that the pods have none any more.',
  fix: 'Choose nodes by nodeSelector or by a node affinity.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
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
          nodeName: akswin000001
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
  check: ({ nodeName }, { template }) =>
    // a pod that was read from a cluster has the name of the node that the scheduler chose
    nodeName === undefined || nodeName === '' || isStored(template.object) ? [] : [{ path: 'nodeName', got: nodeName }],
});
