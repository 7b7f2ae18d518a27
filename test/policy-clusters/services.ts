import fc from 'fast-check';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { anyOf, mostly, some } from './arbitraries';
import { NAMESPACES } from './values';

function service(namespace: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace },
    spec: {
      selector: { app: namespace === 'x' ? 'a' : 'b' },
      ports:
        namespace === 'y'
          ? [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'http' }]
          : [
              { name: 'web', protocol: 'TCP', port: 80, targetPort: 8080 },
              { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53 },
            ],
    },
  };
}

const addresses = anyOf('10.0.0.1', '10.0.1.2', '10.0.0.3', '8.8.8.8', '192.0.2.7', '10.9.0.1');

/** What a cluster says that stands behind a Service, whoever is selected by it. */
const slices = (namespace: string) =>
  fc
    .record({
      behind: some(addresses),
      port: anyOf(80, 8080, 443),
      isReady: anyOf(true, false),
      hasPort: mostly(4, fc.constant(true), fc.constant(false)),
    })
    .map(({ behind, port, isReady, hasPort }) => ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'web-1', namespace, labels: { 'kubernetes.io/service-name': 'web' } },
      addressType: 'IPv4',
      endpoints: behind.map((address) => ({ addresses: [address], conditions: { ready: isReady } })),
      ports: hasPort ? [{ name: 'web', protocol: 'TCP', port }] : [],
    }));

export const services: fc.Arbitrary<KubernetesObject[]> = fc
  .tuple(
    ...NAMESPACES.map((namespace) =>
      fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.constant([service(namespace)]) },
        { weight: 1, arbitrary: slices(namespace).map((slice) => [service(namespace), slice]) },
      ),
    ),
  )
  .map((all) => all.flat());
