import { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { remembered } from '../manifests/remembered';
import { protocolNumber } from '../policy/connection-space';
import { kindsOf } from '../policy/kinds';
import { PolicyNetwork } from '../policy/policy-network';
import { Reach } from '../policy/reach';
import type { RuleContext } from '../rules/context';
import { clusterDnsOf, isDns } from './cluster-dns';

/** The Windows pods that may ask the DNS of the cluster by UDP, and may not by TCP. */
export const askByUdpOnly = remembered(({ cluster, target }: RuleContext): ReadonlySet<KubernetesObject> => {
  const dns = clusterDnsOf(cluster, target.platform);
  const shown = dns.standIns.length === 0 ? cluster : new Cluster([...cluster.objects, ...dns.standIns]);
  const reach = new Reach(new PolicyNetwork(shown));
  const { endpoints } = reach.network;
  const labelsOf = (index: number) =>
    Object.fromEntries(Object.keys(dns.podLabels).map((key) => [key, endpoints[index].label(key)]));
  const servers = [...endpoints.keys()].filter((index) => isDns(dns, endpoints[index].namespace, labelsOf(index)));
  const passes = (from: number, to: number, protocol: string) => {
    const packet = { protocol: protocolNumber(protocol) ?? 0, port: dns.port };
    // what Windows nodes alone close has a rule of its own
    return reach.verdict({ endpoint: from }, { endpoint: to }, packet, { from: 'linux', to: 'linux' }).egress.verdict;
  };
  const kinds = kindsOf(reach).filter(({ endpoints: [first] }) => {
    const { system, isOnHostNetwork } = endpoints[first];
    return system === 'windows' && !isOnHostNetwork;
  });
  const found = kinds.filter(({ endpoints: [from] }) =>
    servers.some((to) => passes(from, to, 'UDP') === 'allow' && passes(from, to, 'TCP') === 'deny'),
  );
  return new Set(found.flatMap((kind) => kind.endpoints.map((index) => endpoints[index].object)));
});
