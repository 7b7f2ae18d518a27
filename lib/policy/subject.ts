import { type CalicoPolicy, ENFORCED_POLICIES, isGlobal, STAGED_POLICIES } from '../calico/policy';
import { matches, type Selector } from '../calico/selector';
import { isSelector, parseSelector } from '../calico/selector-parser';
import type { Cluster } from '../manifests/cluster';
import { groupKindOf, type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import { exactly, type KnownLabels, type LabelSelector, picks } from '../manifests/label-selector';
import { NETWORK_POLICY, type NetworkPolicy } from '../manifests/network-policy';
import { demandsOf, type LabelDemand, podsIn, podsNear } from '../manifests/pod-index';
import { systemOf } from '../manifests/pod-system';
import type { PodTemplate } from '../manifests/pod-template';
import { remembered } from '../manifests/remembered';

/** The pods among the objects looked at that a policy is about. */
export interface Subject {
  /** Pods that it governs for sure. */
  readonly pods: readonly PodTemplate[];
  /** Pods that it may govern: that depends on labels or on a namespace that nobody knows. */
  readonly maybe: readonly PodTemplate[];
  /** Pods with the right labels that no policy governs, since they are on the network of their node. */
  readonly onHostNetwork: readonly PodTemplate[];
  /** Whether Windows pods are among those that it governs; `undefined` when it may govern some. */
  readonly hasWindows: boolean | undefined;
}

/** Policies that nodes enforce. */
export const POLICIES: readonly string[] = [NETWORK_POLICY, ...ENFORCED_POLICIES];

const KUBERNETES_FORM: ReadonlySet<string> = new Set([
  NETWORK_POLICY,
  'projectcalico.org/StagedKubernetesNetworkPolicy',
  'crd.projectcalico.org/StagedKubernetesNetworkPolicy',
]);

/** Policies that are only tried out. */
export const STAGED: readonly string[] = [
  ...STAGED_POLICIES,
  'projectcalico.org/StagedKubernetesNetworkPolicy',
  'crd.projectcalico.org/StagedKubernetesNetworkPolicy',
];

const subjectsIn = remembered((_: Cluster) => new WeakMap<KubernetesObject, Subject>());

/** @param policy One of `POLICIES` or `STAGED`. */
export function subjectOf(policy: KubernetesObject, cluster: Cluster): Subject {
  const known = subjectsIn(cluster);
  let subject = known.get(policy);
  if (subject === undefined) {
    subject = find(policy, cluster);
    known.set(policy, subject);
  }
  return subject;
}

function find(policy: KubernetesObject, cluster: Cluster): Subject {
  const answerOf = governor(policy, cluster);
  const found = { pods: [] as PodTemplate[], maybe: [] as PodTemplate[], onHostNetwork: [] as PodTemplate[] };
  for (const template of candidates(policy, cluster)) {
    const answer = answerOf(template);
    if (answer === false) continue;
    if (template.spec.hostNetwork === true) found.onHostNetwork.push(template);
    else (answer === true ? found.pods : found.maybe).push(template);
  }
  const isWindows = ({ spec }: PodTemplate) => systemOf(spec, cluster).name === 'windows';
  return { ...found, hasWindows: found.pods.some(isWindows) || (found.maybe.some(isWindows) ? undefined : false) };
}

/** Pods that the policy can be about, as far as their namespaces and plain labels tell; in a namespace its own come first. */
function candidates(policy: KubernetesObject, cluster: Cluster): readonly PodTemplate[] {
  const namespace = namespaceOf(policy);
  if (KUBERNETES_FORM.has(groupKindOf(policy))) {
    return inNamespace(namespace, demandsOf((policy as NetworkPolicy).spec?.podSelector ?? {}), cluster);
  }
  const { selector, namespaceSelector } = (policy as CalicoPolicy).spec ?? {};
  const demands = demandsOfSelector(readable(selector));
  const ofPods = demands.filter(({ key }) => isOwnLabel(key));
  if (!isGlobal(policy)) return inNamespace(namespace, ofPods, cluster);
  const [ofName] = [
    ...demands.filter(({ key }) => key === NAMESPACE_OF_POD),
    ...demandsOfSelector(readable(namespaceSelector)).filter(({ key }) => NAMES_OF_NAMESPACES.includes(key)),
  ];
  return ofName === undefined ? podsIn(cluster).candidates(ofPods) : podsNear(cluster, ofName.values, ofPods);
}

function inNamespace(namespace: string, demands: readonly LabelDemand[], cluster: Cluster): readonly PodTemplate[] {
  if (namespace === '') return podsIn(cluster).candidates(demands);
  return [...podsIn(cluster, namespace).candidates(demands), ...podsIn(cluster, '').candidates(demands)];
}

/** What each pod must have that the selector matches. */
function demandsOfSelector(selector: Selector): LabelDemand[] {
  if (selector.kind === 'and') return selector.operands.flatMap(demandsOfSelector);
  if (selector.kind === 'compare' && selector.operator === '==')
    return [{ key: selector.label, values: [selector.value] }];
  return selector.kind === 'set' && selector.operator === 'in'
    ? [{ key: selector.label, values: selector.values }]
    : [];
}

/** Whether a policy would govern a pod with this template. */
export function governs(policy: KubernetesObject, template: PodTemplate, cluster: Cluster): boolean | undefined {
  return governor(policy, cluster)(template);
}

type Governs = (template: PodTemplate) => boolean | undefined;

function governor(policy: KubernetesObject, cluster: Cluster): Governs {
  const selects = KUBERNETES_FORM.has(groupKindOf(policy))
    ? byLabels((policy as NetworkPolicy).spec?.podSelector)
    : bySelectors(policy as CalicoPolicy, cluster);
  if (isGlobal(policy)) return selects;
  const namespace = namespaceOf(policy);
  return (template) =>
    all(
      template.namespace === namespace ? true : undefinedIf(namespace === '' || template.namespace === ''),
      selects(template),
    );
}

function byLabels(selector: LabelSelector = {}): Governs {
  return ({ labels }) => picks(selector, exactly(labels));
}

function bySelectors({ spec = {} }: CalicoPolicy, cluster: Cluster): Governs {
  const selector = readable(spec.selector);
  const namespaces = readable(spec.namespaceSelector);
  const accounts = readable(spec.serviceAccountSelector);
  return (template) =>
    all(
      matches(selector, endpointLabels(template, cluster)),
      matches(namespaces, namespaceLabels(template.namespace, cluster)),
      matches(accounts, accountLabels(template, cluster)),
    );
}

const NOTHING: Selector = { kind: 'not', operand: { kind: 'all' } };

/** A policy with a selector that cannot be read is about nothing. */
function readable(text = ''): Selector {
  const parsed = parseSelector(text);
  return isSelector(parsed) ? parsed : NOTHING;
}

function all(...answers: (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function undefinedIf(isOpen: boolean): false | undefined {
  return isOpen ? undefined : false;
}

const NAMESPACE_OF_POD = 'projectcalico.org/namespace';
const NAMES_OF_NAMESPACES: readonly string[] = ['projectcalico.org/name', 'kubernetes.io/metadata.name'];

/** Whether only the pod itself decides about the label, see `endpointLabels`. */
function isOwnLabel(key: string): boolean {
  return !/^(projectcalico\.org\/|pcns\.|pcsa\.)/.test(key);
}

/** The labels that Calico gives to what runs in a pod, beside those of the pod. */
export function endpointLabels(template: PodTemplate, cluster: Cluster): KnownLabels {
  const own = exactly(template.labels);
  const namespace = namespaceLabels(template.namespace, cluster);
  const account = accountLabels(template, cluster);
  return (key) => {
    if (key === NAMESPACE_OF_POD) return template.namespace || undefined;
    if (key === 'projectcalico.org/orchestrator') return 'k8s';
    if (key === 'projectcalico.org/serviceaccount') return accountOf(template);
    if (key.startsWith('pcns.')) return namespace(key.slice('pcns.'.length));
    if (key.startsWith('pcsa.')) return account(key.slice('pcsa.'.length));
    return own(key);
  };
}

/** The labels of a namespace; its name as Kubernetes and Calico write it is known without its manifest. */
export function namespaceLabels(namespace: string, cluster: Cluster): KnownLabels {
  const labels = namespace === '' ? undefined : cluster.find('Namespace', namespace)?.metadata?.labels;
  const isShown = namespace !== '' && cluster.find('Namespace', namespace) !== undefined;
  return (key) => {
    if (NAMES_OF_NAMESPACES.includes(key)) return namespace || undefined;
    return isShown ? exactly(labels ?? {})(key) : undefined;
  };
}

function accountLabels(template: PodTemplate, cluster: Cluster): KnownLabels {
  const name = accountOf(template);
  const account = template.namespace === '' ? undefined : cluster.find('ServiceAccount', name, template.namespace);
  return (key) => {
    if (key === 'projectcalico.org/name') return name;
    return account === undefined ? undefined : exactly(account.metadata?.labels ?? {})(key);
  };
}

function accountOf({ spec }: PodTemplate): string {
  return spec.serviceAccountName || 'default';
}
