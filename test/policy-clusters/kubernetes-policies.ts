import fc from 'fast-check';
import { anyOf, type Json, maybe, mostly, some, sparse } from './arbitraries';
import type { NumberedPolicy } from './calico-policies';
import { labelSelectors, labelSelectorsOfNamespaces, namespaceNames } from './values';

const peers: fc.Arbitrary<Json> = fc.oneof<fc.Arbitrary<Json>[]>(
  fc.record({ podSelector: labelSelectors }),
  fc.record({ namespaceSelector: labelSelectorsOfNamespaces }),
  fc.record({ podSelector: labelSelectors, namespaceSelector: labelSelectorsOfNamespaces }),
  anyOf<Json>(
    { ipBlock: { cidr: '0.0.0.0/0' } },
    { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32', '10.0.0.0/8'] } },
    { ipBlock: { cidr: '10.0.0.0/24' } },
    { ipBlock: { cidr: '::/0', except: ['fd00::/64'] } },
  ),
);

const numbers = anyOf<Json>(
  { port: 80 },
  { port: 443, protocol: 'TCP' },
  { port: 53, protocol: 'UDP' },
  { protocol: 'UDP' },
  {},
  { port: 80, endPort: 443 },
  { port: 8080, endPort: 65_535 },
  { port: 'http' },
  { port: 'dns', protocol: 'UDP' },
  { port: 81, protocol: 'SCTP' },
);

const rules = (side: 'from' | 'to') =>
  fc
    .record({ peers: maybe(some(peers, 2), 2), ports: maybe(some(numbers, 3), 1) })
    .map(({ peers: own, ports }) => sparse({ [side]: own, ports }));

/** Some are staged, as only Calico knows it. */
export const kubernetesPolicies: fc.Arbitrary<NumberedPolicy> = fc
  .record({
    namespace: namespaceNames,
    spec: fc
      .record({
        podSelector: labelSelectors,
        policyTypes: anyOf(['Ingress'], ['Egress'], ['Ingress', 'Egress'], undefined),
        ingress: maybe(fc.array(rules('from'), { maxLength: 2 }), 1),
        egress: maybe(fc.array(rules('to'), { maxLength: 2 }), 1),
      })
      .map(sparse),
    isStaged: mostly(10, fc.constant(false), fc.constant(true)),
  })
  .map(({ namespace, spec, isStaged }) => (index) => ({
    apiVersion: isStaged ? 'projectcalico.org/v3' : 'networking.k8s.io/v1',
    kind: isStaged ? 'StagedKubernetesNetworkPolicy' : 'NetworkPolicy',
    metadata: { name: `k${index}`, namespace },
    spec,
  }));
