import { CALICO_SERVICE_ACCOUNT } from '../calico/labels';
import { matches } from '../calico/selector';
import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { endpointLabels } from '../policy/endpoint-labels';
import type { PodsEnd } from './flow';
import type { Expectation } from './promise';
import { podsOf } from './promised-rules';

/** Pods that stand for those that expectations name and no object shows: each has just the labels that are asked for. */
export function standInsFor(expectations: readonly Expectation[], cluster: Cluster): KubernetesObject[] {
  const ends = expectations.flatMap(({ from, to }) => [from, to]).filter((end) => end.kind === 'pods');
  const byName = new Map(ends.map((end) => [end.name, end]));
  return [...byName.values()].filter((end) => !isShown(end, cluster)).flatMap((end) => standInOf(end) ?? []);
}

function isShown(end: PodsEnd, cluster: Cluster): boolean {
  const selector = podsOf(end);
  return end.namespaces.some((namespace) =>
    cluster.podTemplates(namespace).some((template) => matches(selector, endpointLabels(template, cluster)) === true),
  );
}

/** Nothing where the labels are not said in full. */
function standInOf({ namespaces: [namespace], labels }: PodsEnd): KubernetesObject | undefined {
  if (!labels.every(({ operator, values }) => operator === 'In' && values.length === 1)) return undefined;
  const values = new Map(labels.map(({ key, values: [value] }) => [key, value]));
  const said = labels.map(({ key, values: [value] }) => `${key}=${value}`).join(', ');
  const account = values.get(CALICO_SERVICE_ACCOUNT);
  values.delete(CALICO_SERVICE_ACCOUNT);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: said === '' ? 'any pod' : `pod with ${said}`, namespace, labels: Object.fromEntries(values) },
    spec: { containers: [], ...(account === undefined ? {} : { serviceAccountName: account }) },
  };
}
