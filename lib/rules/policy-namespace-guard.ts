import { CALICO_NAMESPACE, OF_NAMESPACE } from '../calico/labels';
import { type CalicoPolicy, GLOBAL_POLICIES } from '../calico/policy';
import { labelsIn, matches, type Selector } from '../calico/selector';
import { isSelector, parseSelector } from '../calico/selector-parser';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-namespace-guard',
  topic: 'policy',
  summary: 'A policy that leaves out some namespaces must be about pods only, not about host endpoints.',
  why: 'A host endpoint has no namespace, and what is not in a namespace is not in those that are left out either: the policy selects every host endpoint as well and closes the nodes.',
  fix: 'Write has(projectcalico.org/name) && before the condition; in a selector, has(projectcalico.org/namespace) &&.',
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
    const { selector = '', namespaceSelector = '', serviceAccountSelector = '' } = (policy as CalicoPolicy).spec ?? {};
    const said = [selector, namespaceSelector, serviceAccountSelector].filter((text) => text !== '');
    if (!said.every(takesWhatHasNoLabels)) return [];
    const problem = 'it is true without a namespace, too';
    if (namespaceSelector !== '') return [{ path: 'spec.namespaceSelector', got: namespaceSelector, problem }];
    return asksForNamespace(selector) ? [{ path: 'spec.selector', got: selector, problem }] : [];
  },
});

/** Pods have labels of their namespace, too. */
function asksForNamespace(text: string): boolean {
  const parsed = parseSelector(text);
  return (
    isSelector(parsed) && labelsIn(parsed).some((label) => label === CALICO_NAMESPACE || label.startsWith(OF_NAMESPACE))
  );
}

function takesWhatHasNoLabels(text: string): boolean {
  const parsed = parseSelector(text);
  return isSelector(parsed) && matches(inNamespaces(parsed), () => null) === true;
}

/** Beside a namespaceSelector Calico reads every all() as: whatever is in a namespace. */
function inNamespaces(selector: Selector): Selector {
  switch (selector.kind) {
    case 'all':
      return { kind: 'has', label: CALICO_NAMESPACE };
    case 'not':
      return { ...selector, operand: inNamespaces(selector.operand) };
    case 'and':
    case 'or':
      return { ...selector, operands: selector.operands.map(inNamespaces) };
    default:
      return selector;
  }
}
