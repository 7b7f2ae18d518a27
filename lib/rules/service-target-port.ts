import { isPortName } from '../api-server/formats';
import { titleOf } from '../manifests/kubernetes-object';
import type { ContainerPort } from '../manifests/pod-spec';
import type { PodTemplate } from '../manifests/pod-template';
import { backendsOf, type ServicePort, serviceSpecOf } from '../manifests/service';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'service-target-port',
  topic: 'network',
  summary: 'A targetPort that is a name must be the name of a port of the pods.',
  why: 'A pod without a port of that name and protocol is no endpoint of the Service; and on Windows nodes kube-proxy sends all traffic to one number, so the name must mean the same port in all pods.',
  fix: 'Name a port of the containers in spec.ports[].targetPort, or give the number.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  kinds: ['Service'],
  checkObject: (service, { cluster }) => {
    const { windows } = backendsOf(service, cluster);
    if (windows.length === 0) return [];
    return (serviceSpecOf(service).ports ?? []).flatMap((port, index) =>
      problemsOf(port, windows).map((found) => ({ ...found, path: `spec.ports[${index}].targetPort` })),
    );
  },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: web }]
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          ports: [{ name: http, containerPort: 8080 }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          ports: [{ name: http, containerPort: 8080 }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

function problemsOf(wanted: ServicePort, pods: readonly PodTemplate[]): Omit<Found, 'path'>[] {
  const { targetPort: got, protocol = 'TCP' } = wanted;
  if (!isPortName(got)) return [];
  const ports = pods.flatMap((template) => portsOf(template).map((port) => ({ ...port, template })));
  const named = ports.filter(({ name }) => name === got);
  if (named.length === 0) {
    const names = [...new Set(ports.flatMap(({ name }) => name || []))];
    const problem = `${titleOf(pods[0].object)} has no port of that name`;
    return [{ got, problem, ...(names.length > 0 ? { allowed: names.join(', ') } : {}) }];
  }
  const right = named.filter((port) => (port.protocol ?? 'TCP') === protocol);
  if (right.length === 0) {
    const [{ protocol: other = 'TCP', template }] = named;
    return [{ got, problem: `that port of ${titleOf(template.object)} is ${other}, and this one is ${protocol}` }];
  }
  const meanings = new Map(right.map(({ containerPort, template }) => [containerPort, template.object]));
  if (meanings.size < 2) return [];
  const listed = [...meanings].map(([number, object]) => `${number} in ${titleOf(object)}`);
  return [{ got, problem: `it is ${listed.join(' and ')}` }];
}

/** Of containers that run beside the others; an init container does when it restarts always. */
function portsOf({ spec: { initContainers = [], containers = [] } }: PodTemplate): readonly ContainerPort[] {
  const lasting = [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')];
  return lasting.flatMap(({ ports = [] }) => ports);
}
