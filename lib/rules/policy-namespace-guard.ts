import { type CalicoPolicy, GLOBAL_POLICIES } from '../calico/policy';
import { matches, type Selector } from '../calico/selector';
import { isSelector, parseSelector } from '../calico/selector-parser';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-namespace-guard',
  topic: 'policy',
  summary: 'A policy that leaves out some namespaces must be about pods only, not about host endpoints.',
  why: 'A host endpoint has no namespace, and what is not in a namespace is not in those that are left out either: the policy selects every host endpoint as well and closes the nodes.',
  fix: 'Write has(projectcalico.org/name) && before the condition.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-default-deny',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: GlobalNetworkPolicy
    metadata: { name: default-deny }
    spec:
      namespaceSelector: kubernetes.io/metadata.name not in {"kube-system", "calico-system"}
      types: [Ingress, Egress]
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: GlobalNetworkPolicy
    metadata: { name: default-deny }
    spec:
      namespaceSelector: has(projectcalico.org/name) && kubernetes.io/metadata.name not in {"kube-system", "calico-system"}
      types: [Ingress, Egress]
  `,
  kinds: GLOBAL_POLICIES,
  checkObject: (policy) => {
    const { selector = '', namespaceSelector = '' } = (policy as CalicoPolicy).spec ?? {};
    if (namespaceSelector === '' || !takesWhatHasNoLabels(namespaceSelector)) return [];
    if (selector !== '' && !takesWhatHasNoLabels(selector)) return [];
    return [{ path: 'spec.namespaceSelector', got: namespaceSelector, problem: 'it is true without a namespace, too' }];
  },
});

function takesWhatHasNoLabels(text: string): boolean {
  const parsed = parseSelector(text);
  return isSelector(parsed) && matches(inNamespaces(parsed), () => null) === true;
}

/** Beside a namespaceSelector Calico reads every all() as: whatever is in a namespace. */
function inNamespaces(selector: Selector): Selector {
  switch (selector.kind) {
    case 'all':
      return { kind: 'has', label: 'projectcalico.org/namespace' };
    case 'not':
      return { ...selector, operand: inNamespaces(selector.operand) };
    case 'and':
    case 'or':
      return { ...selector, operands: selector.operands.map(inNamespaces) };
    default:
      return selector;
  }
}
