import { isGlobal } from '../calico/policy';
import type { Cluster } from '../manifests/cluster';
import { type KubernetesObject, namespaceOf, titleOf } from '../manifests/kubernetes-object';
import { windowsPodsIn } from '../manifests/pod-system';
import { policyOf } from '../policy/converted-policy';
import { governs, POLICIES, subjectOf } from '../policy/subject';
import { subjectField } from '../policy/windows-reach';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'policy-no-pods',
  topic: 'policy',
  summary: 'A network policy must select pods that are there.',
  why: 'It is accepted and governs nothing: the pods that it was written for are as open as before.',
  fix: 'Compare the selector with the labels of the pods, in the templates of the workloads; a policy selects pods of its own namespace only.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
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
      podSelector: { matchLabels: { app: webb } }
      policyTypes: [Ingress]
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
  `,
  kinds: POLICIES,
  checkObject: (policy, { cluster }) => {
    if (isGlobal(policy)) return [];
    const namespace = namespaceOf(policy);
    const there = cluster.podTemplates(namespace);
    if (there.length === 0) return inWrongNamespace(policy, namespace, cluster);
    // other pods may come from elsewhere: what makes a mistake likely is that the Windows pods are here
    if (windowsPodsIn(cluster, namespace).length === 0) return [];
    const { pods, maybe, onHostNetwork } = subjectOf(policy, cluster);
    // what is refused is about nothing, and has a finding that says so
    if (pods.length + maybe.length + onHostNetwork.length > 0 || policyOf(policy) === undefined) return [];
    const problem = `none of the ${there.length} workloads of the namespace that are here has such labels`;
    return [{ ...subjectField(policy), problem }];
  },
});

/** A policy for pods that are in another namespace, where its own one is not among those that are shown. */
function inWrongNamespace(policy: KubernetesObject, namespace: string, cluster: Cluster): readonly Found[] {
  const shown = cluster.all('Namespace').map(({ metadata }) => metadata?.name ?? '');
  if (namespace === '' || shown.length === 0 || shown.includes(namespace)) return [];
  const { maybe, pods, onHostNetwork } = subjectOf(policy, cluster);
  if (maybe.length + pods.length + onHostNetwork.length > 0 || policyOf(policy) === undefined) return [];
  const meant = shown
    .flatMap((other) => windowsPodsIn(cluster, other))
    .find((template) => {
      const here = { ...template, namespace };
      // who selects whatever is there means nobody in particular
      return governs(policy, here, cluster) === true && governs(policy, { ...here, labels: {} }, cluster) === false;
    });
  if (meant === undefined) return [];
  const problem = `no manifest shows this namespace, and ${titleOf(meant.object)} with such labels is in ${meant.namespace}`;
  return [{ path: 'metadata.namespace', got: namespace, problem }];
}
