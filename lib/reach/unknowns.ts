import type { Selector } from '../calico/selector';
import { type KubernetesObject, titleOf } from '../manifests/kubernetes-object';
import { DEFAULT_NAMESPACE } from '../policy/endpoint';
import type { PolicyNetwork } from '../policy/policy-network';
import type { IgnoredPolicy } from '../policy/tiers';
import type { Remark } from './remark';

/** What policies ask for and the objects do not show. */
export function unknownsOf(network: PolicyNetwork): Remark[] {
  return [...ignored(network), ...missingLabels(network), ...missingServices(network)];
}

const BECAUSE: Readonly<Record<Exclude<IgnoredPolicy['because'], 'refused'>, (object: KubernetesObject) => string>> = {
  'no such tier': (object) => {
    const { tier } = (object.spec ?? {}) as { readonly tier?: string };
    return `is left out: its tier '${tier}' is not among the objects, and no cluster has it by itself.`;
  },
  'not about pods': () => 'is left out: with doNotTrack or preDNAT it is about host endpoints only.',
};

/** Refused policies are findings. */
function ignored({ order }: PolicyNetwork): Remark[] {
  return order.ignored.flatMap(({ object, because }): Remark[] =>
    because === 'refused'
      ? []
      : [
          {
            message: `${titleOf(object)} ${BECAUSE[because](object)}`,
            object,
            isTrouble: because === 'no such tier',
          },
        ],
  );
}

const OF_NAMESPACE = 'pcns.';
/** Labels that every namespace has. */
const NAMES: readonly string[] = ['projectcalico.org/name', 'kubernetes.io/metadata.name'];

/** Labels of namespaces that policies ask for, where a namespace with pods has no manifest. */
function missingLabels(network: PolicyNetwork): Remark[] {
  const { cluster, endpoints } = network;
  const asked = new Set<string>();
  for (const { subject } of network.policies()) addLabels(subject, asked);
  for (const { source, destination } of network.rules())
    for (const { selector, notSelector } of [source, destination])
      for (const each of [selector, notSelector]) if (each !== undefined) addLabels(each, asked);
  const labels = [...asked]
    .filter((label) => label.startsWith(OF_NAMESPACE))
    .map((label) => label.slice(OF_NAMESPACE.length))
    .filter((label) => !NAMES.includes(label));
  if (labels.length === 0) return [];
  const unknown = [...new Set(endpoints.map(({ namespace }) => namespace))].filter(
    (namespace) => cluster.find('Namespace', namespace) === undefined,
  );
  if (unknown.length === 0) return [];
  const namespaces = `${unknown.length === 1 ? 'namespace' : 'namespaces'} ${listed(unknown)}`;
  const message = `The labels of ${namespaces} are taken to be none, since no manifest shows them; policies ask for ${listed(labels)}.`;
  return [{ message, isTrouble: false }];
}

function addLabels(selector: Selector, labels: Set<string>): void {
  if ('label' in selector) labels.add(selector.label);
  if ('operand' in selector) addLabels(selector.operand, labels);
  if ('operands' in selector) for (const each of selector.operands) addLabels(each, labels);
}

const MOST_NAMED = 6;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function missingServices(network: PolicyNetwork): Remark[] {
  const asked = new Set(network.rules().flatMap(({ source, destination }) => [source.service, destination.service]));
  return [...asked].flatMap((service): Remark[] => {
    const [namespace, name] = service?.split('/') ?? [''];
    // without a namespace the rule matches nothing, whatever the cluster holds
    if (namespace === '' || network.membersOf(service as string).size > 0) return [];
    const { cluster } = network;
    const isThere =
      cluster.find('Service', name, namespace) ??
      (namespace === DEFAULT_NAMESPACE ? cluster.find('Service', name) : undefined);
    if (isThere !== undefined) return [];
    const message = `Service ${service}, which policies name, is not among the objects: their rules about it match nobody.`;
    return [{ message, isTrouble: true }];
  });
}
