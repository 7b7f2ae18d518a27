import {
  CALICO_NAME,
  CALICO_NAMESPACE,
  CALICO_ORCHESTRATOR,
  CALICO_SERVICE_ACCOUNT,
  NAMES_OF_NAMESPACE,
  OF_ACCOUNT,
  OF_NAMESPACE,
  ORCHESTRATOR,
} from '../calico/labels';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { exactly, type KnownLabels } from '../manifests/label-selector';
import type { PodTemplate } from '../manifests/pod-template';
import { accountOf } from '../manifests/role-access';

/** The labels that Calico gives to what runs in a pod, beside those of the pod. */
export function endpointLabels(template: PodTemplate, cluster: Cluster): KnownLabels {
  const own = exactly(template.labels);
  return (key) => {
    if (key === CALICO_NAMESPACE) return template.namespace || undefined;
    if (key === CALICO_ORCHESTRATOR) return ORCHESTRATOR;
    if (key === CALICO_SERVICE_ACCOUNT) return accountNameOf(template);
    if (key.startsWith(OF_NAMESPACE))
      return namespaceLabels(template.namespace, cluster)(key.slice(OF_NAMESPACE.length));
    if (key.startsWith(OF_ACCOUNT)) return accountLabels(template, cluster)(key.slice(OF_ACCOUNT.length));
    return own(key);
  };
}

/** The labels of a namespace; its name is known without its manifest. */
export function namespaceLabels(namespace: string, cluster: Cluster): KnownLabels {
  const shown = shownNamespace(namespace, cluster);
  return (key) => {
    if (NAMES_OF_NAMESPACE.includes(key)) return namespace || undefined;
    return shown === undefined ? undefined : exactly(shown.metadata?.labels ?? {})(key);
  };
}

export function accountLabels(template: PodTemplate, cluster: Cluster): KnownLabels {
  const shown = shownAccount(template, cluster);
  return (key) => {
    if (key === CALICO_NAME) return accountNameOf(template);
    return shown === undefined ? undefined : exactly(shown.metadata?.labels ?? {})(key);
  };
}

export function shownNamespace(namespace: string, cluster: Cluster): KubernetesObject | undefined {
  return namespace === '' ? undefined : cluster.find('Namespace', namespace);
}

export function shownAccount(template: PodTemplate, cluster: Cluster): KubernetesObject | undefined {
  const { namespace } = template;
  return namespace === '' ? undefined : cluster.find('ServiceAccount', accountNameOf(template), namespace);
}

export function accountNameOf({ spec, namespace }: PodTemplate): string {
  return accountOf(spec, namespace).name;
}
