import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { KUBE_DNS, type Platform } from '../platforms/platform';

/** How a table calls the DNS that the objects do not hold. */
export const CLUSTER_DNS = 'Kubernetes DNS';

/** The DNS of a cluster. */
export interface ClusterDns {
  readonly namespace: string;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly port: number;
  /** What stands for it, since the objects do not show it; nothing where they do. */
  readonly standIns: readonly KubernetesObject[];
}

const NAME = 'kube-dns';

/** Manifests of an application hardly ever hold the DNS of the cluster, though every policy is about it. */
export function clusterDnsOf(cluster: Cluster, platform: Platform | undefined): ClusterDns {
  const { namespace, podLabels, port } = platform?.dns ?? KUBE_DNS;
  const dns = { namespace, podLabels, port, standIns: [] };
  if (cluster.podTemplates(namespace).some(({ labels }) => isDns(dns, namespace, labels))) return dns;
  const pod: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: NAME, namespace, labels: podLabels },
    spec: { os: { name: 'linux' }, containers: [{ name: 'dns', ports: portsOf(port) }] },
  };
  const service: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: NAME, namespace },
    spec: { selector: podLabels, ports: portsOf(53, port) },
  };
  // the name of its Service is the same on all platforms that label its pods so
  const isUsual = podLabels === KUBE_DNS.podLabels && cluster.find('Service', NAME, namespace) === undefined;
  return { ...dns, standIns: isUsual ? [pod, service] : [pod] };
}

function portsOf(port: number, targetPort?: number) {
  return [
    { name: 'dns', protocol: 'UDP' },
    { name: 'dns-tcp', protocol: 'TCP' },
  ].map((each) => ({ ...each, ...(targetPort === undefined ? { containerPort: port } : { port, targetPort }) }));
}

export function isDns(
  { namespace: own, podLabels }: Pick<ClusterDns, 'namespace' | 'podLabels'>,
  namespace: string,
  labels: Readonly<Record<string, string | undefined>>,
): boolean {
  return namespace === own && Object.entries(podLabels).every(([key, value]) => labels[key] === value);
}
