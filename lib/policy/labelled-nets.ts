import type { HostEndpoint } from '../calico/host-endpoint-refusals';
import { CALICO_NAMESPACE } from '../calico/labels';
import { calicoRefusals } from '../calico/refusals';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { hasField } from '../manifests/workload';
import { protocolNumber } from './connection-space';
import { DEFAULT_NAMESPACE, labelOfAccount, labelOfNamespace, type NamedPort } from './endpoint';
import type { Labelled } from './selector-index';

/** Addresses that selectors can pick though they are no pod: network sets, and the addresses of host endpoints. */
export interface LabelledNets extends Labelled {
  readonly object: KubernetesObject;
  readonly nets: readonly string[];
  /** Of a host endpoint. */
  readonly namedPorts: readonly NamedPort[];
}

interface SetObject extends KubernetesObject {
  readonly spec?: { readonly nets?: readonly string[] };
}

/** Without what Calico refuses: it behaves as if that were not there. */
export function labelledNetsOf(cluster: Cluster): LabelledNets[] {
  const all = (kind: string) =>
    ['projectcalico.org', 'crd.projectcalico.org']
      .flatMap((group) => cluster.all(`${group}/${kind}`))
      .filter((object) => calicoRefusals(object).length === 0);
  return [
    ...['NetworkSet', 'GlobalNetworkSet'].flatMap(all).map((object) => networkSet(object, cluster)),
    ...all('HostEndpoint').map((object) => hostEndpoint(object, cluster)),
  ];
}

function networkSet(object: SetObject, cluster: Cluster): LabelledNets {
  const { metadata, spec } = object;
  const labels = metadata?.labels ?? {};
  const namespace = object.kind === 'NetworkSet' ? metadata?.namespace || DEFAULT_NAMESPACE : undefined;
  return {
    object,
    nets: spec?.nets ?? [],
    namedPorts: [],
    label: (key) => {
      if (key === CALICO_NAMESPACE) return namespace;
      // unlike pods, a set may give itself labels of namespaces
      if (hasField(labels, key)) return labels[key];
      return namespace === undefined ? undefined : labelOfNamespace(key, namespace, cluster);
    },
  };
}

/** Source: projectcalico/calico `libcalico-go/lib/backend/syncersv1/updateprocessors/hostendpointprocessor.go`. */
function hostEndpoint(object: HostEndpoint, cluster: Cluster): LabelledNets {
  const { expectedIPs = [], profiles = [], ports = [] } = object.spec ?? {};
  const labels = object.metadata?.labels ?? {};
  return {
    object,
    nets: expectedIPs,
    namedPorts: ports.flatMap(({ name, protocol = '', port }) => {
      const number = protocolNumber(protocol);
      return name === undefined || number === undefined || port === undefined ? [] : [{ name, protocol: number, port }];
    }),
    label: (key) => {
      if (hasField(labels, key)) return labels[key];
      for (const profile of profiles) {
        const [kind, namespace = '', account = ''] = profile.split('.');
        const value =
          kind === 'kns'
            ? labelOfNamespace(key, namespace, cluster)
            : kind === 'ksa'
              ? labelOfAccount(key, account, namespace, cluster)
              : undefined;
        if (value !== undefined) return value;
      }
      return undefined;
    },
  };
}
