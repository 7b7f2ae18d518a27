import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cluster } from '../../../lib/manifests/cluster';
import { governs, subjectOf } from '../../../lib/policy/subject';

const namespaces = fc.constantFrom('', 'shop', 'bank');
const labels = fc.dictionary(fc.constantFrom('app', 'tier'), fc.constantFrom('web', 'db'));

const pods = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Pod'),
  metadata: fc.record({ namespace: namespaces, labels }),
  spec: fc.record({
    hostNetwork: fc.constantFrom(true, false),
    serviceAccountName: fc.constantFrom('web', ''),
    serviceAccount: fc.constantFrom(undefined, 'web', 'db'),
  }),
});

const conditions = fc.constantFrom(
  "app == 'web'",
  "app != 'web'",
  "tier in {'web', 'db'}",
  'has(tier)',
  "projectcalico.org/namespace == 'shop'",
  "projectcalico.org/serviceaccount == 'web'",
  "projectcalico.org/orchestrator == 'k8s'",
  "pcns.team == 'a'",
  "pcns.projectcalico.org/name in {'shop', 'bank'}",
  "pcsa.team == 'a'",
  "pcsa.projectcalico.org/name == 'db'",
  'all()',
  '!',
);
const selectors = fc
  .array(conditions, { minLength: 1, maxLength: 3 })
  .chain((parts) => fc.constantFrom(parts.join(' && '), parts.join(' || ')));
const ofNamespaces = fc.constantFrom(
  undefined,
  "projectcalico.org/name == 'shop'",
  "kubernetes.io/metadata.name in {'shop', 'bank'}",
  "team == 'a'",
  "team == 'a' && has(team)",
);
const ofAccounts = fc.constantFrom(undefined, "projectcalico.org/name == 'web'", "team in {'a', 'b'}", "team != 'a'");

const calicoPolicies = fc.record({
  apiVersion: fc.constant('projectcalico.org/v3'),
  kind: fc.constantFrom('NetworkPolicy', 'GlobalNetworkPolicy'),
  metadata: fc.record({ namespace: namespaces }),
  spec: fc.record({ selector: selectors, namespaceSelector: ofNamespaces, serviceAccountSelector: ofAccounts }),
});
const kubernetesPolicies = fc.record({
  apiVersion: fc.constant('networking.k8s.io/v1'),
  kind: fc.constant('NetworkPolicy'),
  metadata: fc.record({ namespace: namespaces }),
  spec: fc.record({ podSelector: fc.record({ matchLabels: labels }) }),
});

test('the subject of a policy is every pod that it governs', () => {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'a' } } };
  const metadata = { name: 'web', namespace: 'shop', labels: { team: 'a' } };
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
  fc.assert(
    fc.property(fc.array(pods, { maxLength: 12 }), fc.oneof(calicoPolicies, kubernetesPolicies), (objects, policy) => {
      const cluster = new Cluster([namespace, account, ...objects]);
      const governed = (answer: boolean | undefined, isOnHost: boolean) =>
        cluster
          .podTemplates()
          .filter((template) => governs(policy, template, cluster) === answer)
          .filter(({ spec }) => (spec.hostNetwork === true) === isOnHost);
      const { pods, maybe, onHostNetwork } = subjectOf(policy, cluster);
      expect(new Set(pods)).toEqual(new Set(governed(true, false)));
      expect(new Set(maybe)).toEqual(new Set(governed(undefined, false)));
      expect(new Set(onHostNetwork)).toEqual(new Set([...governed(true, true), ...governed(undefined, true)]));
    }),
    { numRuns: 500 },
  );
});
