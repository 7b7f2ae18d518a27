import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import type { Json } from './arbitraries';
import type { PolicyCase } from './cases';
import { isIpv6 } from './flows';

type Test = (object: KubernetesObject) => boolean;

const of = (...kinds: string[]): Test => {
  return ({ apiVersion, kind }) => kinds.includes(kind) && !apiVersion.startsWith('networking.');
};

/** Whether something is in any policy of Calico, wherever. */
const says =
  (pattern: RegExp): Test =>
  (object) =>
    object.apiVersion.startsWith('projectcalico.org/') &&
    /Policy$/.test(object.kind) &&
    pattern.test(JSON.stringify(object.spec));

const labelled =
  (kind: RegExp, label: RegExp): Test =>
  (object) =>
    kind.test(object.kind) && label.test(JSON.stringify(object.metadata?.labels ?? {}));

const without =
  (field: string): Test =>
  (object) =>
    object.apiVersion.startsWith('projectcalico.org/') && /Policy$/.test(object.kind) && !(object.spec as Json)[field];

const kubernetes =
  (pattern: RegExp): Test =>
  ({ apiVersion, spec }) =>
    apiVersion.startsWith('networking.') && pattern.test(JSON.stringify(spec));

const admin =
  (pattern: RegExp): Test =>
  ({ apiVersion, spec }) =>
    apiVersion.startsWith('policy.networking.') && pattern.test(JSON.stringify(spec));

/** By objects that have them. */
const OF_OBJECTS: Readonly<Record<string, Test>> = {
  'global policies': of('GlobalNetworkPolicy'),
  'policies in namespaces': of('NetworkPolicy'),
  'policies of Kubernetes': kubernetes(/./),
  'exceptions of blocks': kubernetes(/"except"/),
  'ranges up to endPort': kubernetes(/"endPort"/),
  'ports of Kubernetes by name': kubernetes(/"port":"/),
  'policies of administrators': of('AdminNetworkPolicy'),
  'baselines of administrators': of('BaselineAdminNetworkPolicy'),
  'nodes as peers of administrators': admin(/"nodes"/),
  'ports of administrators by name': admin(/"namedPort"/),
  'Pass of administrators': admin(/"Pass"/),
  'staged policies': of('StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'),
  'staged policies of Kubernetes': of('StagedKubernetesNetworkPolicy'),
  'staged deletions': says(/"stagedAction":"Delete"/),
  'host endpoints': of('HostEndpoint'),
  'network sets': of('NetworkSet', 'GlobalNetworkSet'),
  'sets with labels of namespaces': labelled(/NetworkSet$/, /"pcns\./),
  'pods with labels that are not theirs': labelled(/^Pod$/, /"(pcns|pcsa|projectcalico)/),
  'endpoint slices': of('EndpointSlice'),
  'rules with a service': says(/"services":\{"name":"web","namespace"/),
  'rules with a service without namespace': says(/"services":\{"name":"web"\}/),
  'types left out': without('types'),
  'orders left out': without('order'),
  'tiers that pass at their end': ({ kind, spec }) => kind === 'Tier' && (spec as Json).defaultAction === 'Pass',
  'selectors with negations': says(/elector":"[^}]*(!=|not in|!has|!\()/),
  'selectors of namespaces with negations': says(/"namespaceSelector":"[^}]*(!=|not in)/),
  'tiers that are not there': says(/"tier":"nowhere"/),
  'policies in the tier of administrators': says(/"tier":"adminnetworkpolicy"/),
  'policies for hosts': says(/"(doNotTrack|preDNAT)"/),
  'selectors that do not parse': says(/has\(app[^)]|app = |"a\\" \\"b/),
  Pass: says(/"action":"Pass"/),
  'Pass without ports': says(/"action":"Pass"(?![^[]*"(notP|p)orts")/),
  'Pass with ports': says(/"action":"Pass","protocol":"TCP","destination":\{"ports/),
  Log: says(/"action":"Log"/),
  'named ports': says(/"ports":\[[^\]]*"(http|dns|odd|host)"/),
  notPorts: says(/"notPorts"/),
  'notPorts with names': says(/"notPorts":\[[^\]]*"(http|dns|odd|host)"/),
  'ports of the source': says(/"source":\{[^}]*"ports"/),
  notNets: says(/"notNets"/),
  notSelector: says(/"notSelector"/),
  notProtocol: says(/"notProtocol"/),
  'types of ICMP': says(/"icmp"/),
  notICMP: says(/"notICMP"/),
  'networks of IPv6': says(/"(nets|notNets)":\[[^\]]*:/),
  'service accounts': says(/"serviceAccounts"/),
  'service accounts of subjects': says(/"serviceAccountSelector"/),
  'global() in rules': says(/"namespaceSelector":"global\(\)"/),
};

/** What of all that makes policies hard is in a case; `FEATURES` are all. */
export function featuresOf({ cluster, flows }: PolicyCase): string[] {
  const orders = cluster.filter(of('NetworkPolicy', 'GlobalNetworkPolicy')).map(placeOf);
  return [
    ...Object.keys(OF_OBJECTS).filter((feature) => cluster.some(OF_OBJECTS[feature])),
    ...(new Set(orders).size < orders.length ? [EQUAL_ORDERS] : []),
    ...(flows.some(isIpv6) ? [IPV6] : []),
    ...(flows.some(({ icmpType }) => icmpType !== undefined) ? [ICMP] : []),
  ];
}

const EQUAL_ORDERS = 'equal orders';
const IPV6 = 'connections in IPv6';
const ICMP = 'connections of ICMP';

export const FEATURES: readonly string[] = [...Object.keys(OF_OBJECTS), EQUAL_ORDERS, IPV6, ICMP];

function placeOf({ spec }: KubernetesObject): string {
  const { tier = 'default', order = 'last' } = spec as { readonly tier?: string; readonly order?: number };
  return `${tier} ${order}`;
}
