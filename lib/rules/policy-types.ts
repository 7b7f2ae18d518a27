import { type CalicoPolicy, ENFORCED_POLICIES } from '../calico/policy';
import { groupOf, type KubernetesObject } from '../manifests/kubernetes-object';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-types',
  topic: 'policy',
  summary: 'A policy of Calico must name its types where Calico would have to guess them.',
  why: "Calico's API server goes by the rules that there are, an API server with Calico's own definitions by the fields that there are, also empty ones, and Calico by itself closes both directions.",
  fix: 'Write types: [Ingress], [Egress] or [Ingress, Egress].',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#spec',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      ingress:
        - action: Allow
          protocol: TCP
          destination: { ports: [80] }
      egress: []
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Ingress]
      ingress:
        - action: Allow
          protocol: TCP
          destination: { ports: [80] }
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy) => {
    const { types = [] } = (policy as CalicoPolicy).spec ?? {};
    const guesses = new Set(guessesFor(policy).map((guess) => guess.join(' and ')));
    if (types.length > 0 || guesses.size === 1) return [];
    return [{ path: 'spec.types', got: undefined, problem: `they become ${[...guesses].join(', or ')}` }];
  },
});

const BOTH = ['Ingress', 'Egress'];

/** What becomes of missing types, depending on who stores the policy. Nobody fills them in where Calico stores its own. */
function guessesFor(policy: KubernetesObject): string[][] {
  const { ingress, egress } = (policy as CalicoPolicy).spec ?? {};
  const byRules = guess((ingress ?? []).length > 0, (egress ?? []).length > 0);
  return groupOf(policy) === 'projectcalico.org'
    ? [byRules, guess(ingress !== undefined, egress !== undefined)]
    : [byRules, BOTH];
}

function guess(hasIngress: boolean, hasEgress: boolean): string[] {
  if (!hasEgress) return ['Ingress'];
  return hasIngress ? BOTH : ['Egress'];
}
