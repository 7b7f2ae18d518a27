import { quantityOf } from '../api-server/quantity';
import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'memory-request-below-limit',
  topic: 'resources',
  summary: 'Memory that is limited should be requested in full: a Windows node has it once only.',
  why: 'The scheduler counts requests only. When the containers of a node take what their limits allow, a Windows node ends nobody: it pages to disk, and all of them become slow.',
  fix: 'Request as much memory as the limit allows, or leave the request out: it is then the limit.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://kubernetes.io/docs/concepts/configuration/windows-resource-management/',
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
          resources:
            requests: { cpu: 250m, memory: 512Mi }
            limits: { cpu: '1', memory: 2Gi }
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
          resources:
            requests: { cpu: 250m, memory: 2Gi }
            limits: { cpu: '1', memory: 2Gi }
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container: { resources: { requests, limits } = {} } }) => {
      const [got, limit] = [requests?.memory, limits?.memory];
      const [asked, most] = [quantityOf(got ?? ''), quantityOf(limit ?? '')];
      if (asked === undefined || most === undefined || asked >= most) return [];
      return [{ path: `${path}.resources.requests[memory]`, got, allowed: `${limit}, the limit` }];
    }),
});
