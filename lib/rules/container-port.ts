import { isPort } from '../api-server/formats';
import { containersOf } from '../manifests/pod-spec';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'container-port',
  topic: 'network',
  summary: 'A port must be a whole number from 1 to 65535.',
  why: 'The API server refuses the workload.',
  fix: 'Give the port on which the program listens.',
  fixInCode: 'Give the port on which the program listens; a port read from a setting needs Number(…).',
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
          ports: [{ containerPort: 80800 }]
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
          ports: [{ containerPort: 8080 }]
  `,
  pods: ALL_PODS,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.ports ?? []).flatMap(({ containerPort, hostPort }, index) => {
        const port = `${path}.ports[${index}]`;
        return [
          ...(isPort(containerPort) ? [] : [{ path: `${port}.containerPort`, got: containerPort }]),
          ...(hostPort === undefined || hostPort === 0 || isPort(hostPort)
            ? []
            : [{ path: `${port}.hostPort`, got: hostPort }]),
        ];
      }),
    ),
});
