import { INSTALLATION, type Installation } from '../calico/installation';
import type { Cluster } from '../manifests/cluster';
import { type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import { masked, parseAddress, parseNetwork } from '../manifests/network';
import { defineRule, type Found } from './rule';

/** From which the operator tells the pods of Calico where the API server is. */
const CONFIG_MAP = { name: 'kubernetes-services-endpoint', namespace: 'tigera-operator' };

const HOST = /^[A-Za-z0-9]([-A-Za-z0-9.]{0,251}[A-Za-z0-9])?$/;

export default defineRule({
  id: 'calico-api-server',
  topic: 'cluster',
  summary:
    'Calico on Windows must be told where the API server is: a host name or an address, and a port from 1 to 65535.',
  why: 'It starts before kube-proxy, so the Service kubernetes does not work yet; a wrong address leaves the node without network.',
  fix: 'Write the host without scheme and port as KUBERNETES_SERVICE_HOST and the port as KUBERNETES_SERVICE_PORT, as kubectl cluster-info shows them.',
  fixInCode: "Give the host without scheme and port as kubernetesServiceHost, for example 'api.corp.example'.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/operator',
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: tigera-operator }
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: kubernetes-services-endpoint, namespace: tigera-operator }
    data:
      KUBERNETES_SERVICE_HOST: https://api.corp.example
      KUBERNETES_SERVICE_PORT: '6443'
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: tigera-operator }
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: kubernetes-services-endpoint, namespace: tigera-operator }
    data:
      KUBERNETES_SERVICE_HOST: api.corp.example
      KUBERNETES_SERVICE_PORT: '6443'
  `,
  kinds: ['ConfigMap'],
  checkObject: (object, { cluster }) => {
    if (object.metadata?.name !== CONFIG_MAP.name || namespaceOf(object) !== CONFIG_MAP.namespace) return [];
    const { data = {} } = object as ConfigMap;
    const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = data;
    const problem = host === undefined ? undefined : hostProblem(host, cluster);
    const found: Found[] = [];
    if (host === undefined || problem !== undefined) {
      found.push({ path: 'data.KUBERNETES_SERVICE_HOST', got: host, problem });
    }
    if (port === undefined || !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
      found.push({ path: 'data.KUBERNETES_SERVICE_PORT', got: port, allowed: '1 to 65535' });
    }
    return found;
  },
});

interface ConfigMap extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

function hostProblem(host: string, cluster: Cluster): string | undefined {
  const address = parseAddress(host);
  if (address === undefined) return HOST.test(host) ? undefined : 'it is neither a host name nor an address';
  const ranges = (cluster.all(INSTALLATION) as readonly Installation[]).flatMap(({ spec }) => spec?.serviceCIDRs ?? []);
  const isService = ranges.some((range) => {
    const network = parseNetwork(range);
    if (network === undefined || network.bits !== address.bits) return false;
    return masked({ ...address, prefix: network.prefix }).address === masked(network).address;
  });
  return isService ? 'it is the address of a Service' : undefined;
}
