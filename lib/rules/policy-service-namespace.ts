import { ENFORCED_POLICIES, entitiesOf, isGlobal, rulesOf } from '../calico/policy';
import { namespaceOf } from '../manifests/kubernetes-object';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-service-namespace',
  topic: 'policy',
  summary: 'A Service in a rule of Calico must be named together with its namespace.',
  why: 'Calico takes the policy, and without the namespace the rule matches nothing: an Allow allows nothing, a Deny denies nothing. The namespace of the policy is not filled in.',
  fix: 'Write namespace beside name, also for a Service of the same namespace.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/policy-rules/service-policy',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
          destination:
            services: { name: sql }
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
          destination:
            services: { name: sql, namespace: shop }
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy) =>
    // policies without a namespace are refused: calico-combination
    isGlobal(policy)
      ? []
      : rulesOf(policy)
          .filter(({ rule: { source, destination } }) => source?.services?.name || destination?.services?.name)
          .flatMap(entitiesOf)
          .filter(({ entity: { services } }) => services?.name && !services.namespace)
          .map(({ entityPath, entity }) => ({
            path: `${entityPath}.services.namespace`,
            got: entity.services?.namespace,
            allowed: namespaceOf(policy) || undefined,
          })),
});
