import { ALLOW, type FlowCase, globally, IN, OUT } from './case';

const service = (name: string, namespace: string, ports: object[], selector?: object) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { ...(selector === undefined ? {} : { selector }), ports },
});
const slice = (name: string, addresses: string[], ports: object[]) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: `${name}-1`, namespace: 'shop', labels: { 'kubernetes.io/service-name': name } },
  addressType: 'IPv4',
  endpoints: [{ addresses }],
  ports,
});
const toService = (name: string, namespace: string, more: object = {}) =>
  globally('to', { ...OUT, egress: [{ ...ALLOW, ...more, destination: { services: { name, namespace } } }] });
const fromService = (name: string) =>
  globally('from', { ...IN, ingress: [{ ...ALLOW, source: { services: { name, namespace: 'shop' } } }] });

const BILLING = service('billing', 'shop', [{ port: 80, targetPort: 8080 }]);
const ALLOWED = 'out: allow, GlobalNetworkPolicy to rule 0; in: allow, no policy';
const DENIED = 'out: deny, end of tier default; in: allow, no policy';

/** Services as peers. */
export const SERVICES: Readonly<Record<string, FlowCase>> = {
  'a Service means its pods on the ports that they listen on': {
    policies: [toService('kube-dns', 'kube-system')],
    flow: 'shop/web -> kube-system/dns UDP 53',
    linux: ALLOWED,
    windows: 'out: allow; in: allow',
  },
  'and on no other port': {
    policies: [toService('kube-dns', 'kube-system')],
    flow: 'shop/web -> kube-system/dns TCP 9153',
    linux: DENIED,
    windows: 'out: deny; in: allow',
  },
  'a target port by its name is the one that the pod calls so': {
    policies: [
      service('named', 'kube-system', [{ port: 5353, protocol: 'UDP', targetPort: 'dns' }], { 'k8s-app': 'kube-dns' }),
      toService('named', 'kube-system'),
    ],
    flow: 'shop/web -> kube-system/dns UDP 53',
    linux: ALLOWED,
    windows: 'out: allow; in: allow',
  },
  'the port of the Service itself is not the one of its pods': {
    policies: [
      service('named', 'kube-system', [{ port: 5353, protocol: 'UDP', targetPort: 'dns' }], { 'k8s-app': 'kube-dns' }),
      toService('named', 'kube-system'),
    ],
    flow: 'shop/web -> kube-system/dns UDP 5353',
    linux: DENIED,
    windows: 'out: deny; in: allow',
  },
  'a Service of another namespace is another one': {
    policies: [toService('kube-dns', 'shop')],
    flow: 'shop/web -> kube-system/dns UDP 53',
    linux: DENIED,
    windows: 'out: deny; in: allow',
  },
  'what slices of endpoints say counts, whatever the Service selects': {
    policies: [
      BILLING,
      slice('billing', ['203.0.113.9'], [{ protocol: 'TCP', port: 8080 }]),
      toService('billing', 'shop'),
    ],
    flow: 'shop/web -> 203.0.113.9 TCP 8080',
    linux: 'out: allow, GlobalNetworkPolicy to rule 0',
    windows: 'out: allow',
  },
  'as a source a Service means its addresses, whatever the port': {
    policies: [BILLING, slice('billing', ['203.0.113.9'], [{ protocol: 'TCP', port: 8080 }]), fromService('billing')],
    flow: '203.0.113.9 -> shop/web UDP 7',
    linux: 'in: allow, GlobalNetworkPolicy from rule 0',
    windows: 'in: allow',
  },
  'even where it has no port': {
    policies: [BILLING, slice('billing', ['203.0.113.9'], []), fromService('billing')],
    flow: '203.0.113.9 -> shop/web UDP 7',
    linux: 'in: allow, GlobalNetworkPolicy from rule 0',
    windows: 'in: allow',
  },
  'a Service that nobody has means nothing': {
    policies: [fromService('missing')],
    flow: '203.0.113.9 -> shop/web UDP 7',
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
};
