import { type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import { backendsOf, serviceSpecOf } from '../manifests/service';
import { defineRule } from './rule';

interface Backend {
  readonly service?: { readonly name?: string; readonly port?: { readonly name?: string; readonly number?: number } };
}

interface IngressSpec {
  readonly defaultBackend?: Backend;
  readonly rules?: readonly { readonly http?: { readonly paths?: readonly { readonly backend?: Backend }[] } }[];
}

export default defineRule({
  id: 'ingress-service-port',
  topic: 'network',
  summary: 'An Ingress must name a port that its Service has.',
  why: 'It is the port of the Service that counts, not that of the container: the ingress controller finds no way to the pods and answers with an error.',
  fix: 'Name a port of spec.ports of the Service, by its port number or by its name.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
  kinds: ['networking.k8s.io/Ingress'],
  checkObject: (ingress, { cluster }) =>
    placedBackends(ingress).flatMap(({ path, backend: { service: wanted } }) => {
      const service = cluster.find('Service', wanted?.name ?? '', namespaceOf(ingress));
      if (service === undefined || backendsOf(service, cluster).windows.length === 0) return [];
      const { ports = [] } = serviceSpecOf(service);
      const { name, number } = wanted?.port ?? {};
      const got = name ?? number;
      if (got === undefined || ports.some((port) => (name === undefined ? port.port === number : port.name === name)))
        return [];
      const allowed = ports.map((port) => (name === undefined ? port.port : port.name)).filter(Boolean);
      const field = name === undefined ? 'number' : 'name';
      return [
        { path: `${path}.service.port.${field}`, got, ...(allowed.length > 0 ? { allowed: allowed.join(', ') } : {}) },
      ];
    }),
  bad: `
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: { name: web }
    spec:
      defaultBackend: { service: { name: web, port: { number: 8080 } } }
    ---
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
  good: `
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: { name: web }
    spec:
      defaultBackend: { service: { name: web, port: { number: 80 } } }
    ---
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

function placedBackends({ spec }: KubernetesObject): { readonly path: string; readonly backend: Backend }[] {
  const { defaultBackend, rules = [] } = (spec ?? {}) as IngressSpec;
  const ofRules = rules.flatMap(({ http }, rule) =>
    (http?.paths ?? []).map(({ backend = {} }, index) => ({
      path: `spec.rules[${rule}].http.paths[${index}].backend`,
      backend,
    })),
  );
  return defaultBackend === undefined
    ? ofRules
    : [{ path: 'spec.defaultBackend', backend: defaultBackend }, ...ofRules];
}
