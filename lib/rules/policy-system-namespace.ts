import { type CalicoPolicy, DEFAULT_TIER, isGlobal, rulesOf, tierOf } from '../calico/policy';
import { groupOf, type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import { closedBy, type NetworkPolicy, peerRulesOf } from '../manifests/network-policy';
import type { PodTemplate } from '../manifests/pod-template';
import { remembered } from '../manifests/remembered';
import { KUBE_DNS } from '../platforms/platform';
import { governs, POLICIES } from '../policy/subject';
import { subjectField } from '../policy/windows-reach';
import type { RuleContext } from './context';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-system-namespace',
  topic: 'policy',
  summary: 'A policy that denies by default must leave out the namespaces of the system.',
  why: 'DNS, the network and Calico itself live there; denied by default, they stop and take the cluster along.',
  fix: 'Write namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {"kube-system", "calico-system", "tigera-operator"}.',
  severity: 'warning',
  verdict: 'traffic',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-default-deny',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: GlobalNetworkPolicy
    metadata: { name: default-deny }
    spec:
      selector: all()
      types: [Ingress, Egress]
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: GlobalNetworkPolicy
    metadata: { name: default-deny }
    spec:
      namespaceSelector: >-
        has(projectcalico.org/name) &&
        projectcalico.org/name not in {"kube-system", "calico-system", "tigera-operator"}
      types: [Ingress, Egress]
  `,
  kinds: POLICIES,
  checkObject: (policy, context) => {
    const pod = dnsPod(context);
    if (governs(policy, pod, context.cluster) !== true) return [];
    const closed = directionsClosedBy(policy, context);
    if (closed.length === 0) return [];
    const opened = openedToDns(context);
    const [shut] = closed.filter((direction) => !opened.has(direction));
    if (shut === undefined) return [];
    const problem = `the DNS pods in ${pod.namespace} are among them, and nothing allows them any ${shut}`;
    return [{ ...subjectFieldOf(policy), problem }];
  },
});

type Direction = 'ingress' | 'egress';

const openedToDns = remembered((context: RuleContext) => {
  const pod = dnsPod(context);
  return new Set(
    POLICIES.flatMap((kind) => context.cluster.all(kind))
      .filter((other) => governs(other, pod, context.cluster) !== false)
      .flatMap(directionsOpenedBy),
  );
});

/** A pod of the cluster's DNS as the platform has it. */
const dnsPod = remembered(({ target }: RuleContext): PodTemplate => {
  const { namespace, podLabels: labels } = target.platform?.dns ?? KUBE_DNS;
  const object = { apiVersion: 'v1', kind: 'Pod' };
  return { object, namespace, labels, annotations: {}, path: '', spec: {} };
});

function directionsClosedBy(policy: KubernetesObject, { cluster }: RuleContext): Direction[] {
  if (groupOf(policy) === 'networking.k8s.io') return closedBy(policy as NetworkPolicy);
  const { types = [], preDNAT, doNotTrack } = (policy as CalicoPolicy).spec ?? {};
  const tier = tierOf(policy);
  const known = cluster.find('projectcalico.org/Tier', tier)?.spec as { defaultAction?: string } | undefined;
  // what a tier does that nobody shows, nobody knows
  const denies = tier === DEFAULT_TIER || (known !== undefined && (known.defaultAction ?? 'Deny') === 'Deny');
  if (!denies || preDNAT || doNotTrack) return [];
  return (['ingress', 'egress'] as const).filter((direction) => types.some((type) => type.toLowerCase() === direction));
}

function directionsOpenedBy(policy: KubernetesObject): Direction[] {
  if (groupOf(policy) === 'networking.k8s.io')
    return peerRulesOf(policy as NetworkPolicy).map(({ direction }) => direction);
  return rulesOf(policy)
    .filter(({ rule }) => rule.action === 'Allow' || rule.action === 'Pass')
    .map(({ direction }) => direction);
}

/** In a policy of the cluster it is the namespaces that are to be narrowed. */
function subjectFieldOf(policy: KubernetesObject) {
  if (!isGlobal(policy) || namespaceOf(policy) !== '') return subjectField(policy);
  const { namespaceSelector } = (policy as CalicoPolicy).spec ?? {};
  return { path: 'spec.namespaceSelector', got: namespaceSelector };
}
