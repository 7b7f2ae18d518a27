import type { Manifest } from '../../synth';

type Spec = Readonly<Record<string, unknown>>;

function pod(name: string, address: string, node: string, { labels = {}, ...more }: Spec = {}): object {
  const [namespace, own] = name.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: own, namespace, labels },
    spec: { nodeName: node, containers: [], ...more },
    status: { podIP: address, podIPs: [{ ip: address }, { ip: `fd00::${address.replaceAll('.', ':')}` }] },
  };
}

const port = (number: number, name: string, protocol = 'TCP') => ({ containerPort: number, name, protocol });

/** Two namespaces on two nodes, DNS, and a pod on the network of each node. */
export const CLUSTER = [
  pod('shop/web', '10.0.0.1', 'node-a', {
    labels: { app: 'web' },
    containers: [{ name: 'web', ports: [port(80, 'http')] }],
  }),
  pod('shop/client', '10.0.0.2', 'node-a', { labels: { app: 'client' }, serviceAccountName: 'buyer' }),
  pod('office/client', '10.0.1.1', 'node-b', { labels: { app: 'client' } }),
  pod('kube-system/dns', '10.0.9.1', 'node-b', {
    labels: { 'k8s-app': 'kube-dns' },
    containers: [{ name: 'dns', ports: [port(53, 'dns', 'UDP'), port(53, 'dns-tcp')] }],
  }),
  pod('shop/agent', '192.168.0.1', 'node-a', { labels: { app: 'web' }, hostNetwork: true }),
  pod('shop/remote-agent', '192.168.0.2', 'node-b', { labels: { app: 'web' }, hostNetwork: true }),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace: 'kube-system' },
    spec: {
      selector: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53 },
      ],
    },
  },
] as Manifest[];
