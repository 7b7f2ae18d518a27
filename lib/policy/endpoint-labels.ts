import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { exactly, type KnownLabels } from '../manifests/label-selector';
import type { PodTemplate } from '../manifests/pod-template';
import { accountOf } from '../manifests/role-access';

export const NAMESPACE_OF_POD = 'projectcalico.org/namespace';
export const ORCHESTRATOR_OF_POD = 'projectcalico.org/orchestrator';
export const ACCOUNT_OF_POD = 'projectcalico.org/serviceaccount';
export const NAME_OF_ACCOUNT = 'projectcalico.org/name';
/** The name of a namespace, as Calico and Kubernetes write it. */
export const NAMES_OF_NAMESPACE: readonly string[] = ['projectcalico.org/name', 'kubernetes.io/metadata.name'];
/** A pod has the labels of its namespace and of its account too, behind these. */
export const OF_NAMESPACE = 'pcns.';
export const OF_ACCOUNT = 'pcsa.';

/** The labels that Calico gives to what runs in a pod, beside those of the pod. */
export function endpointLabels(template: PodTemplate, cluster: Cluster): KnownLabels {
  const own = exactly(template.labels);
  const namespace = namespaceLabels(template.namespace, cluster);
  const account = accountLabels(template, cluster);
  return (key) => {
    if (key === NAMESPACE_OF_POD) return template.namespace || undefined;
    if (key === ORCHESTRATOR_OF_POD) return 'k8s';
    if (key === ACCOUNT_OF_POD) return accountNameOf(template);
    if (key.startsWith(OF_NAMESPACE)) return namespace(key.slice(OF_NAMESPACE.length));
    if (key.startsWith(OF_ACCOUNT)) return account(key.slice(OF_ACCOUNT.length));
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
    if (key === NAME_OF_ACCOUNT) return accountNameOf(template);
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
