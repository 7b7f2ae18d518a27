import { quantityOf } from '../api-server/quantity';
import { containersOf } from '../manifests/pod-spec';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'resource-request-exceeds-limit',
  topic: 'resources',
  summary: 'A request must be at most the limit.',
  why: 'The API server refuses the workload.',
  fix: 'Raise the limit or lower the request.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
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
            requests: { cpu: '1' }
            limits: { cpu: 500m, memory: 1Gi }
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
            requests: { cpu: 500m }
            limits: { cpu: '1', memory: 1Gi }
  `,
  pods: ALL_PODS,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container: { resources: { requests = {}, limits = {} } = {} } }) =>
      Object.entries(requests).flatMap(([resource, got]) => {
        const limit = limits[resource];
        const [asked, most] = [quantityOf(got), quantityOf(limit ?? '')];
        if (asked === undefined || most === undefined || asked <= most) return [];
        const problem = `${resource} is more than the limit of ${limit}`;
        return [{ path: `${path}.resources.requests`, got: { [resource]: got }, problem }];
      }),
    ),
});
