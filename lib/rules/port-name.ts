import { isPortName } from '../api-server/formats';
import { containersOf } from '../manifests/pod-spec';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'port-name',
  topic: 'network',
  summary: 'The name of a port must have at most 15 characters: lower-case letters, digits and single dashes.',
  why: 'Port names are IANA service names; the API server refuses the workload.',
  fix: "Shorten it, for example 'http', 'metrics' or 'sql'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
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
          ports: [{ name: HTTP, containerPort: 8080 }]
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
          ports: [{ name: http, containerPort: 8080 }]
  `,
  pods: ALL_PODS,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.ports ?? []).flatMap(({ name }, index) =>
        !name || isPortName(name) ? [] : [{ path: `${path}.ports[${index}].name`, got: name }],
      ),
    ),
});
