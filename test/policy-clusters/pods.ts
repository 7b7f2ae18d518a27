import fc from 'fast-check';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { anyOf, maybe, mostly, sparse } from './arbitraries';
import { ACCOUNTS, NAMESPACES, NODE_ADDRESSES, namespaceNames } from './values';

const podFields = fc.record({
  namespace: namespaceNames,
  app: mostly(8, anyOf<string | undefined>('a', 'b', 'c'), fc.constant(undefined)),
  team: maybe(anyOf('red', 'green'), 1),
  /** What Calico gives itself; whoever takes it does not get it. */
  stolen: maybe(anyOf({ 'pcns.env': 'prod' }, { 'projectcalico.org/namespace': 'x' }, { 'pcsa.role': 'reader' }), 20),
  account: anyOf(...ACCOUNTS, undefined),
  node: anyOf('n1', 'n2'),
  isOnHostNetwork: mostly(7, fc.constant(false), fc.constant(true)),
  hasBothFamilies: mostly(2, fc.constant(false), fc.constant(true)),
  ports: fc.subarray([
    { name: 'http', containerPort: 80 },
    { name: 'http2', containerPort: 8080 },
    { name: 'dns', containerPort: 53, protocol: 'UDP' },
    { name: 'odd', containerPort: 81 },
  ]),
  httpAt: anyOf(80, 8080),
});

/** Pods that run, each with addresses of its own, or with those of its node. */
export const pods: fc.Arbitrary<KubernetesObject[]> = fc.array(podFields, { minLength: 2, maxLength: 6 }).map((given) =>
  given.map(
    (
      { namespace, app, team, stolen, account, node, isOnHostNetwork, hasBothFamilies, ports, httpAt },
      index,
    ): KubernetesObject => {
      const own = [`10.0.${index % 2}.${index + 1}`, `fd00:0:0:${index % 2}::${index + 1}`];
      const addresses = (isOnHostNetwork ? NODE_ADDRESSES[node] : own).slice(0, hasBothFamilies ? 2 : 1);
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: `pod${index}`,
          namespace,
          labels: sparse({ app, team, ...stolen }) as Record<string, string>,
        },
        spec: sparse({
          serviceAccountName: account,
          nodeName: node,
          hostNetwork: isOnHostNetwork || undefined,
          containers: [
            {
              name: 'c',
              image: 'registry.example.com/c:1',
              ports: ports.map((port) => (port.name === 'http' ? { ...port, containerPort: httpAt } : port)),
            },
          ],
        }),
        status: {
          podIP: addresses[0],
          podIPs: addresses.map((ip) => ({ ip })),
          hostIP: NODE_ADDRESSES[node][0],
        },
      };
    },
  ),
);

/** What is the same in all clusters: namespaces, service accounts and nodes. */
export const SURROUNDINGS: readonly KubernetesObject[] = [
  ...NAMESPACES.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'kubernetes.io/metadata.name': name,
        ...(name === 'z' ? {} : { env: name === 'x' ? 'prod' : 'test' }),
      },
    },
  })),
  ...NAMESPACES.flatMap((namespace) =>
    ACCOUNTS.map((name) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace, ...(name === 'web' ? { labels: { role: 'reader' } } : {}) },
    })),
  ),
  ...Object.entries(NODE_ADDRESSES).map(([name, addresses]) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    status: { addresses: addresses.map((address) => ({ type: 'InternalIP', address })) },
  })),
];
