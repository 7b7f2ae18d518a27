import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { hasField } from '../manifests/workload';
import { DEFAULT_NAMESPACE } from './endpoint';
import type { Labelled } from './selector-index';

/** Addresses that selectors can pick though they are no pod: network sets, and the addresses of host endpoints. */
export interface LabelledNets extends Labelled {
  readonly object: KubernetesObject;
  readonly nets: readonly string[];
}

interface SetObject extends KubernetesObject {
  readonly spec?: { readonly nets?: readonly string[]; readonly expectedIPs?: readonly string[] };
}

export function labelledNetsOf(cluster: Cluster): LabelledNets[] {
  return ['NetworkSet', 'GlobalNetworkSet', 'HostEndpoint'].flatMap((kind) =>
    (cluster.all(`projectcalico.org/${kind}`) as readonly SetObject[]).map((object) => labelled(object, cluster)),
  );
}

function labelled(object: SetObject, cluster: Cluster): LabelledNets {
  const { nets = [], expectedIPs = [] } = object.spec ?? {};
  const labels = object.metadata?.labels ?? {};
  const namespace = object.kind === 'NetworkSet' ? object.metadata?.namespace || DEFAULT_NAMESPACE : undefined;
  const ofNamespace = namespace === undefined ? {} : (cluster.find('Namespace', namespace)?.metadata?.labels ?? {});
  return {
    object,
    nets: [...nets, ...expectedIPs],
    label: (key) => {
      if (key === 'projectcalico.org/namespace') return namespace;
      // unlike pods, a set may give itself labels of namespaces
      if (hasField(labels, key)) return labels[key];
      if (namespace === undefined || !key.startsWith('pcns.')) return undefined;
      const own = key.slice('pcns.'.length);
      if (own === 'projectcalico.org/name' || own === 'kubernetes.io/metadata.name') return namespace;
      return hasField(ofNamespace, own) ? ofNamespace[own] : undefined;
    },
  };
}
