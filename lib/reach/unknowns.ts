import { NAMES_OF_NAMESPACE, OF_NAMESPACE } from '../calico/labels';
import { labelsIn } from '../calico/selector';
import { titleOf } from '../manifests/kubernetes-object';
import type { IgnoredPolicy } from '../policy/converted-policy';
import { DEFAULT_NAMESPACE } from '../policy/endpoint';
import type { PolicyNetwork } from '../policy/policy-network';
import { whatIsWrong } from '../report/what-is-wrong';
import type { GivenCluster } from './given-cluster';
import type { Remark } from './remark';

/** What policies ask for and the objects do not show. */
export function unknownsOf(network: PolicyNetwork, given: GivenCluster): Remark[] {
  return [...ignored(network, given), ...missingTiers(network), ...missingLabels(network), ...missingServices(network)];
}

const BECAUSE: Readonly<Record<Exclude<IgnoredPolicy['because'], 'refused'>, string>> = {
  'not about pods': 'is left out: with doNotTrack or preDNAT it is about host endpoints only.',
  'staged deletion': 'is left out: it only tries out what happens when it is deleted.',
};

/** What is refused stands among the findings, where a rule says so. */
function ignored({ order }: PolicyNetwork, given: GivenCluster): Remark[] {
  return order.ignored.flatMap(({ object, because, refusals }): Remark[] => {
    if (because !== 'refused') return [{ message: `${titleOf(object)} ${BECAUSE[because]}`, object, isTrouble: false }];
    if (given.hasFinding(object)) return [];
    return refusals.map(({ path, ...wrong }) => ({
      message: `${titleOf(object)} is left out, since it is refused: ${whatIsWrong(path, wrong)}.`,
      object,
      path,
      isTrouble: true,
    }));
  });
}

/** Nobody knows where a tier stands that is not shown. */
function missingTiers({ order }: PolicyNetwork): Remark[] {
  return order.tiers
    .filter(({ isShown }) => !isShown)
    .map(({ name, policies: [{ object }] }) => ({
      message: `Tier ${name} is not among the objects, and no cluster has it by itself: it is taken to stand behind all others, and to deny.`,
      object,
      isTrouble: true,
    }));
}

/** Labels of namespaces that policies ask for, where a namespace with pods has no manifest. */
function missingLabels(network: PolicyNetwork): Remark[] {
  const { cluster, endpoints } = network;
  const selectors = [
    ...[...network.policies()].map(({ subject }) => subject),
    ...network
      .rules()
      .flatMap(({ source, destination }) => [source, destination])
      .flatMap(({ selector, notSelector }) => [selector ?? [], notSelector ?? []].flat()),
  ];
  const labels = [...new Set(selectors.flatMap(labelsIn))]
    .filter((label) => label.startsWith(OF_NAMESPACE))
    .map((label) => label.slice(OF_NAMESPACE.length))
    .filter((label) => !NAMES_OF_NAMESPACE.includes(label));
  if (labels.length === 0) return [];
  const unknown = [...new Set(endpoints.map(({ namespace }) => namespace))].filter(
    (namespace) => cluster.find('Namespace', namespace) === undefined,
  );
  if (unknown.length === 0) return [];
  const namespaces = `${unknown.length === 1 ? 'namespace' : 'namespaces'} ${listed(unknown)}`;
  const message = `The labels of ${namespaces} are taken to be none, since no manifest shows them; policies ask for ${listed(labels)}.`;
  return [{ message, isTrouble: false }];
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
