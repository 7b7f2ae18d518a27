import {
  type CalicoPolicy,
  ENFORCED_POLICIES,
  isGlobal,
  STAGED_KUBERNETES_POLICIES,
  STAGED_POLICIES,
} from '../calico/policy';
import { matches, type Selector } from '../calico/selector';
import { isSelector, parseSelector } from '../calico/selector-parser';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import type { Cluster } from '../manifests/cluster';
import { groupKindOf, type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import { exactly, type LabelSelector, picks } from '../manifests/label-selector';
import { NETWORK_POLICY, type NetworkPolicy } from '../manifests/network-policy';
import { demandsOf, podsIn } from '../manifests/pod-index';
import { systemOf } from '../manifests/pod-system';
import type { PodTemplate } from '../manifests/pod-template';
import { remembered, rememberedLast } from '../manifests/remembered';
import { policyOf } from './converted-policy';
import { type EndpointSelectors, endpointDemands, endpointsIn } from './endpoint-index';
import { accountLabels, endpointLabels, namespaceLabels } from './endpoint-labels';

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

const KUBERNETES_FORM: ReadonlySet<string> = new Set([NETWORK_POLICY, ...STAGED_KUBERNETES_POLICIES]);

/** Policies that are only tried out. */
export const STAGED: readonly string[] = [...STAGED_POLICIES, ...STAGED_KUBERNETES_POLICIES];

const subjectsIn = remembered((_: Cluster) => new Map<KubernetesObject, Subject>());

/** @param policy One of `POLICIES`, `STAGED` or `ADMIN_POLICIES`. */
export function subjectOf(policy: KubernetesObject, cluster: Cluster): Subject {
  const known = subjectsIn(cluster);
  let subject = known.get(policy);
  if (subject === undefined) {
    subject = find(policy, cluster);
    known.set(policy, subject);
  }
  return subject;
}

/** Workloads that one of the policies of some kinds may govern, where nobody knows whether it does. */
export function maybeGoverned(cluster: Cluster, kinds: readonly string[]): ReadonlySet<KubernetesObject> {
  const policies = kinds.flatMap((kind) => cluster.all(kind));
  return new Set(policies.flatMap((policy) => subjectOf(policy, cluster).maybe.map(({ object }) => object)));
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
  const isKubernetesForm = KUBERNETES_FORM.has(groupKindOf(policy));
  const demands = isKubernetesForm
    ? demandsOf((policy as NetworkPolicy).spec?.podSelector ?? {})
    : endpointDemands(selectorsOf(policy));
  const podsOf = isKubernetesForm ? podsIn : endpointsIn;
  const namespace = namespaceOf(policy);
  if (isOfCluster(policy) || namespace === '') return podsOf(cluster).candidates(demands);
  const own = podsOf(cluster, namespace).candidates(demands);
  const anywhere = podsOf(cluster, '');
  return anywhere.templates.length === 0 ? own : [...own, ...anywhere.candidates(demands)];
}

/** Whether a policy would govern a pod with this template. */
export function governs(policy: KubernetesObject, template: PodTemplate, cluster: Cluster): boolean | undefined {
  const namespace = namespaceOf(policy);
  const isElsewhere = namespace !== '' && template.namespace !== '' && template.namespace !== namespace;
  return isElsewhere && !isOfCluster(policy) ? false : governor(policy, cluster)(template);
}

type Governs = (template: PodTemplate) => boolean | undefined;

function governor(policy: KubernetesObject, cluster: Cluster): Governs {
  const selects = KUBERNETES_FORM.has(groupKindOf(policy))
    ? byLabels((policy as NetworkPolicy).spec?.podSelector)
    : bySelectors(policy, cluster);
  if (isOfCluster(policy)) return selects;
  const namespace = namespaceOf(policy);
  return (template) => {
    if (template.namespace === namespace) return selects(template);
    // what states no namespace can be in any
    return namespace === '' || template.namespace === '' ? all(undefined, selects(template)) : false;
  };
}

function byLabels(selector: LabelSelector = {}): Governs {
  return ({ labels }) => picks(selector, exactly(labels));
}

function bySelectors(policy: KubernetesObject, cluster: Cluster): Governs {
  const { pods, namespaces, accounts } = selectorsOf(policy);
  return (template) =>
    all(
      pods.kind === 'all' ? true : matches(pods, endpointLabels(template, cluster)),
      namespaces.kind === 'all' ? true : matches(namespaces, namespaceLabels(template.namespace, cluster)),
      accounts.kind === 'all' ? true : matches(accounts, accountLabels(template, cluster)),
    );
}

function isOfCluster(policy: KubernetesObject): boolean {
  return isGlobal(policy) || isOfAdministrator(policy);
}

function isOfAdministrator(policy: KubernetesObject): boolean {
  return ADMIN_POLICIES.includes(groupKindOf(policy));
}

const EVERYTHING: Selector = { kind: 'all' };

/** Asked for the pods that come into question, and then for those that are meant. */
const selectorsOf = rememberedLast((policy: KubernetesObject): EndpointSelectors => {
  if (isOfAdministrator(policy)) {
    const pods = policyOf(policy)?.subject ?? NOTHING;
    return { pods, namespaces: EVERYTHING, accounts: EVERYTHING };
  }
  const { spec = {} } = policy as CalicoPolicy;
  return {
    pods: readable(spec.selector),
    // a policy in a namespace has no such field
    namespaces: isGlobal(policy) ? readable(spec.namespaceSelector) : EVERYTHING,
    accounts: readable(spec.serviceAccountSelector),
  };
});

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
