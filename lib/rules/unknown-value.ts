import { fieldsOf, OBJECT_VALUES, POD_VALUES, valueErrors } from '../api-server/fixed-values';
import { groupKindOf } from '../manifests/kubernetes-object';
import { ALL_PODS, defineRule, refusedByServer } from './rule';

const POD_FIELDS = fieldsOf(POD_VALUES);
const OBJECT_FIELDS = new Map(Object.entries(OBJECT_VALUES).map(([kind, values]) => [kind, fieldsOf(values)]));

export default defineRule({
  id: 'unknown-value',
  topic: 'manifests',
  summary: 'A field with a fixed set of values must have one of them.',
  why: 'The API server refuses the object; capital letters count.',
  fix: 'Write one of the values as it stands there.',
  severity: 'error',
  verdict: 'api',
  supersedes: ['port-protocol'],
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/',
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
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              imagePullPolicy: always
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
              imagePullPolicy: Always
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (pod) => refusedByServer(valueErrors(pod, POD_FIELDS)),
  kinds: Object.keys(OBJECT_VALUES),
  checkObject: (object) => refusedByServer(valueErrors(object, OBJECT_FIELDS.get(groupKindOf(object)) ?? [])),
});
