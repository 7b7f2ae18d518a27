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
import type { Selector } from '../calico/selector';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { type LabelDemand, labelText, ownLabels, PodIndex } from '../manifests/pod-index';
import type { PodTemplate } from '../manifests/pod-template';
import { remembered } from '../manifests/remembered';
import { accountNameOf, shownAccount, shownNamespace } from './endpoint-labels';

/** What a policy of Calico selects pods by. */
export interface EndpointSelectors {
  readonly pods: Selector;
  readonly namespaces: Selector;
  readonly accounts: Selector;
}

/** In place of labels that nobody knows: whatever is demanded of them, the pod may meet it. */
const ANY_NAMESPACE = 'any namespace';
const NAMESPACE_NOT_SHOWN = 'namespace not shown';
const ACCOUNT_NOT_SHOWN = 'account not shown';

const indexesOf = remembered((_: Cluster) => new Map<string | undefined, PodIndex>());

/** The pods whose manifests state that namespace, or all of them, by all labels that Calico sees: compare `podsIn`. */
export function endpointsIn(cluster: Cluster, namespace?: string): PodIndex {
  const indexes = indexesOf(cluster);
  let index = indexes.get(namespace);
  if (index === undefined) {
    index = new PodIndex(cluster.podTemplates(namespace), knownLabelsIn(cluster));
    indexes.set(namespace, index);
  }
  return index;
}

/** What each pod must have that all the selectors match. */
export function endpointDemands({ pods, namespaces, accounts }: EndpointSelectors): LabelDemand[] {
  const demands: LabelDemand[] = [];
  addDemands(pods, '', demands);
  addDemands(namespaces, OF_NAMESPACE, demands);
  addDemands(accounts, OF_ACCOUNT, demands);
  return demands;
}

function addDemands(selector: Selector, prefix: string, demands: LabelDemand[]): void {
  if (selector.kind === 'and') for (const operand of selector.operands) addDemands(operand, prefix, demands);
  else if (selector.kind === 'compare' && selector.operator === '==')
    demands.push(demandOf(prefix + selector.label, [selector.value]));
  else if (selector.kind === 'set' && selector.operator === 'in')
    demands.push(demandOf(prefix + selector.label, selector.values));
}

function demandOf(key: string, values: readonly string[]): LabelDemand {
  return [...values.map((value) => labelText(key, value)), ...unknownFor(key)];
}

function unknownFor(key: string): readonly string[] {
  if (key === CALICO_NAMESPACE) return [ANY_NAMESPACE];
  if (key.startsWith(OF_NAMESPACE)) {
    return [NAMES_OF_NAMESPACE.includes(key.slice(OF_NAMESPACE.length)) ? ANY_NAMESPACE : NAMESPACE_NOT_SHOWN];
  }
  return key.startsWith(OF_ACCOUNT) && key !== OF_ACCOUNT + CALICO_NAME ? [ACCOUNT_NOT_SHOWN] : [];
}

function knownLabelsIn(cluster: Cluster): (template: PodTemplate) => string[] {
  // many pods have a namespace and an account in common
  const byAccount = new Map<string, readonly string[]>();
  return (template) => {
    const { namespace } = template;
    const account = accountNameOf(template);
    const key = `${namespace} ${account}`;
    let derived = byAccount.get(key);
    if (derived === undefined) {
      derived = [
        labelText(CALICO_ORCHESTRATOR, ORCHESTRATOR),
        labelText(CALICO_SERVICE_ACCOUNT, account),
        ...namesOf(namespace),
        ...labelsOf(shownNamespace(namespace, cluster), OF_NAMESPACE, NAMESPACE_NOT_SHOWN),
        labelText(OF_ACCOUNT + CALICO_NAME, account),
        ...labelsOf(shownAccount(template, cluster), OF_ACCOUNT, ACCOUNT_NOT_SHOWN),
      ];
      byAccount.set(key, derived);
    }
    return [...ownLabels(template), ...derived];
  };
}

function namesOf(namespace: string): string[] {
  if (namespace === '') return [ANY_NAMESPACE];
  const keys = [CALICO_NAMESPACE, ...NAMES_OF_NAMESPACE.map((key) => OF_NAMESPACE + key)];
  return keys.map((key) => labelText(key, namespace));
}

function labelsOf(shown: KubernetesObject | undefined, prefix: string, otherwise: string): string[] {
  if (shown === undefined) return [otherwise];
  return Object.entries(shown.metadata?.labels ?? {}).map(([key, value]) => labelText(prefix + key, value));
}
