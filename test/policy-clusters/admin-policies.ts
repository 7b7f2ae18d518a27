import fc from 'fast-check';
import { anyOf, type Json, maybe, mostly, some, sparse } from './arbitraries';
import type { NumberedPolicy } from './calico-policies';
import { labelSelectors, labelSelectorsOfNamespaces, nets } from './values';

const pods = fc.record({
  pods: fc.record({ namespaceSelector: labelSelectorsOfNamespaces, podSelector: labelSelectors }),
});
const namespaces = fc.record({ namespaces: labelSelectorsOfNamespaces });
const subjects: fc.Arbitrary<Json> = fc.oneof<fc.Arbitrary<Json>[]>(pods, namespaces);

/** Nodes are more than Calico can do. */
const destinations: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: subjects },
  { weight: 3, arbitrary: fc.record({ networks: some(nets, 2) }) },
  { weight: 1, arbitrary: anyOf<Json>({ nodes: {} }, { nodes: {} }, { networks: ['10.0.0.300/8'] }) },
);

/** The name of a port is more than Calico can do. */
const openPorts = mostly(
  6,
  anyOf<Json>(
    { portNumber: { protocol: 'TCP', port: 80 } },
    { portNumber: { port: 443 } },
    { portNumber: { protocol: 'UDP', port: 53 } },
    { portRange: { protocol: 'TCP', start: 80, end: 443 } },
    { portRange: { start: 8080, end: 65_535 } },
    { portNumber: { protocol: 'SCTP', port: 81 } },
  ),
  anyOf<Json>(
    { namedPort: 'http' },
    { portRange: { start: 443, end: 80 } },
    { portNumber: { protocol: 'ICMP', port: 8 } },
  ),
);

const rules = (side: 'from' | 'to', ...actions: string[]) =>
  fc
    .record({
      action: anyOf(...actions),
      peers: some(side === 'from' ? subjects : destinations, 2),
      ports: maybe(some(openPorts, 2)),
    })
    .map(({ action, peers, ports }) => sparse({ action, [side]: peers, ports }));

const specs = (...actions: string[]) =>
  fc
    .record({
      subject: subjects,
      ingress: maybe(fc.array(rules('from', ...actions), { maxLength: 2 })),
      egress: maybe(fc.array(rules('to', ...actions), { maxLength: 2 })),
    })
    .map(sparse);

const written = (kind: string, name: string, spec: Json) => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind,
  metadata: { name },
  spec,
});

const admin = fc.record({ priority: anyOf(0, 10, 10, 20), spec: specs('Allow', 'Deny', 'Deny', 'Pass', 'Pass') }).map(
  ({ priority, spec }): NumberedPolicy =>
    (index) =>
      written('AdminNetworkPolicy', `a${index}`, { priority, ...spec }),
);

/** There is one at most, so all have its name. */
const baseline = specs('Allow', 'Deny').map(
  (spec): NumberedPolicy =>
    () =>
      written('BaselineAdminNetworkPolicy', 'default', spec),
);

export const adminPolicies: fc.Arbitrary<NumberedPolicy> = mostly(2, admin, baseline);
