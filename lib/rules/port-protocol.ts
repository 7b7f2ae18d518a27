import { containersOf } from '../manifests/pod-spec';
import { backendsOf, serviceSpecOf } from '../manifests/service';
import { defineRule } from './rule';

const KNOWN = ['TCP', 'UDP'];

/** Any other word is no protocol at all. */
const REFUSED = { allowed: 'TCP, UDP', problem: 'the API server refuses it', severity: 'error' } as const;

export default defineRule({
  id: 'port-protocol',
  topic: 'network',
  summary: 'The protocol of a port on Windows must be TCP or UDP.',
  why: 'Windows has no SCTP; the API server accepts the port and nothing ever arrives on it. Any other word it refuses.',
  fix: 'Use TCP or UDP, or run the program on Linux nodes.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/reference/networking/service-protocols/#protocol-sctp',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.ports ?? []).flatMap(({ protocol }, index) =>
        protocol === undefined || KNOWN.includes(protocol)
          ? []
          : [{ path: `${path}.ports[${index}].protocol`, got: protocol, ...(protocol === 'SCTP' ? {} : REFUSED) }],
      ),
    ),
  kinds: ['Service'],
  checkObject: (service, { cluster }) => {
    const { ports = [] } = serviceSpecOf(service);
    if (!ports.some(({ protocol }) => protocol === 'SCTP')) return [];
    const { windows } = backendsOf(service, cluster);
    // a port of the pods that says the same is the one to be found
    const isSaid = windows.some(({ spec }) =>
      containersOf(spec).some(({ container: { ports = [] } }) => ports.some(({ protocol }) => protocol === 'SCTP')),
    );
    if (windows.length === 0 || isSaid) return [];
    return ports.flatMap(({ protocol }, index) =>
      protocol === 'SCTP' ? [{ path: `spec.ports[${index}].protocol`, got: protocol }] : [],
    );
  },
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
          ports: [{ containerPort: 3868, protocol: SCTP }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
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
          ports: [{ containerPort: 3868, protocol: TCP }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
