import { namespaceOf } from '../manifests/kubernetes-object';
import { exactly, type LabelSelector, picks } from '../manifests/label-selector';
import { NETWORK_POLICY, type NetworkPolicy, type Peer, peerRulesOf } from '../manifests/network-policy';
import { demandsOf, podsIn } from '../manifests/pod-index';
import { windowsReach } from '../policy/windows-reach';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'policy-peer-or',
  topic: 'policy',
  summary: 'Pods with a label in namespaces with a label must stand in one item of from or to.',
  why: 'Items of the list mean "or": two items allow every pod of those namespaces, and besides pods with the label in the namespace of the policy, where there are none.',
  fix: 'Write podSelector without a dash of its own, under the namespaceSelector.',
  severity: 'warning',
  verdict: 'ignored',
  reference:
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - from:
            - namespaceSelector: { matchLabels: { ns: summary } }
            - podSelector: { matchLabels: { app: summary } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - from:
            - namespaceSelector: { matchLabels: { ns: summary } }
              podSelector: { matchLabels: { app: summary } }
  `,
  kinds: [NETWORK_POLICY],
  checkObject: (policy, context) => {
    const own = podsIn(context.cluster, namespaceOf(policy));
    if (own.templates.length === 0 || windowsReach(policy, context) === 'no') return [];
    const isHere = (selector: LabelSelector) =>
      own.candidates(demandsOf(selector)).some(({ labels }) => picks(selector, exactly(labels)) !== false);
    return peerRulesOf(policy as NetworkPolicy).flatMap(({ peers, peersPath }) =>
      peers.flatMap((peer, index): Found[] => {
        const beside = [peers[index - 1], peers[index + 1]].filter((other) => other !== undefined);
        if (!isPodsOnly(peer) || !beside.some(isNamespacesOnly)) return [];
        const { podSelector = {} } = peer;
        if (isHere(podSelector)) return [];
        return [{ path: `${peersPath}[${index}]`, got: peer, problem: 'no pod of this namespace has the label' }];
      }),
    );
  },
});

function isNamespacesOnly({ namespaceSelector, podSelector, ipBlock }: Peer): boolean {
  return isNarrow(namespaceSelector) && podSelector === undefined && ipBlock === undefined;
}

function isPodsOnly({ namespaceSelector, podSelector, ipBlock }: Peer): boolean {
  return isNarrow(podSelector) && namespaceSelector === undefined && ipBlock === undefined;
}

function isNarrow(selector: LabelSelector | undefined): boolean {
  if (selector === undefined) return false;
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length > 0;
}
