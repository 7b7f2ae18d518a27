import fc from 'fast-check';
import type { Manifest } from '../synth';
import { sparse } from './sparse';

const anyOf = <T>(...values: T[]) => fc.constantFrom(...values);
const mostly = <T, U>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<U>, weight: number): fc.Arbitrary<T | U> =>
  fc.oneof({ withCrossShrink: true }, { weight, arbitrary: usual }, { weight: 1, arbitrary: odd });

const keys = mostly(anyOf('app', 'kubernetes.io/os', 'A_b.c'), anyOf('', 'a b', '/a', 'a/b/c', 'a'.repeat(64)), 15);
const values = mostly(anyOf('web', '', 'A_b.c'), anyOf<unknown>('a b', '-a', 'a'.repeat(64), 1), 15);

const expressions = fc
  .tuple(
    mostly(anyOf('In', 'NotIn', 'Exists', 'DoesNotExist'), anyOf('in', '', '=='), 10),
    keys,
    fc.array(values, { maxLength: 2 }),
    fc.nat(9),
  )
  .map(([operator, key, list, chance]) => {
    const needs = operator === 'In' || operator === 'NotIn';
    if (chance === 0) return { key, operator, values: list };
    return needs ? { key, operator, values: list.length > 0 ? list : ['web'] } : { key, operator };
  });

const selectors = mostly(
  sparse(
    {
      matchLabels: fc.array(fc.tuple(keys, values), { maxLength: 2 }).map((pairs) => Object.fromEntries(pairs)),
      matchExpressions: fc.array(expressions, { maxLength: 2 }),
    },
    0.6,
  ),
  anyOf<unknown>([], { matchLabel: {} }),
  40,
);

const CIDRS = [
  '10.0.0.0/8',
  '0.0.0.0/0',
  '10.1.0.0/16',
  '10.1.2.3/32',
  '10.1.2.0/24',
  'fd00::/8',
  '::/0',
  'fd00:1::/32',
  '::ffff:10.0.0.0/104',
  '::ffff:10.1.0.0/112',
];
const ODD_CIDRS = [
  '10.1.2.3/8',
  '010.0.0.0/8',
  '10.0.0.0/08',
  '10.0.0.0',
  '10.0.0.0/33',
  '',
  'fd00::1/8',
  'fd00::/129',
  '0fd00::/8',
  '::010.0.0.0/120',
  'fd00::%1/8',
  '1::2::3/8',
  '1:2:3:4:5:6:7:8::/64',
  '10.0.0.0/-1',
  '10.0.0.0/8 ',
  '1.2.3/8',
  '1.2.3.256/8',
  '/8',
  'corp',
];
const cidrs = mostly(anyOf(...CIDRS), anyOf(...ODD_CIDRS), 8);
const blocks = sparse({ cidr: cidrs, except: fc.array(cidrs, { maxLength: 2 }) }, 0.3);

const peers = fc.oneof(
  { withCrossShrink: true },
  { weight: 5, arbitrary: fc.record({ podSelector: selectors }) },
  { weight: 5, arbitrary: fc.record({ namespaceSelector: selectors, podSelector: selectors }) },
  { weight: 5, arbitrary: fc.record({ ipBlock: blocks }) },
  { weight: 1, arbitrary: sparse({ podSelector: selectors, namespaceSelector: selectors, ipBlock: blocks }, 0.7) },
);

const ports = sparse(
  {
    protocol: mostly(anyOf('TCP', 'UDP', 'SCTP'), anyOf<unknown>('tcp', 'ICMP', '', 6), 10),
    port: mostly(
      anyOf<string | number>(1, 80, 65535, 'http', 'a-1'),
      anyOf<unknown>(0, -1, 65536, '80', '', 'Http', 'a--b', 'a'.repeat(16), 80.5),
      10,
    ),
    endPort: mostly(anyOf(80, 90, 65535), anyOf<unknown>(0, 65536, -1, '90'), 10),
  },
  0.8,
);

const listOf = (items: fc.Arbitrary<unknown>) =>
  mostly(fc.array(items, { maxLength: 2 }), anyOf<unknown>({}, 'all'), 60);
const rules = (field: 'from' | 'to') =>
  listOf(
    mostly(
      sparse({ [field]: listOf(peers), ports: listOf(ports) }, 0.5),
      anyOf({ peers: [] }, { ports: [], FROM: [] }),
      40,
    ),
  );

/** Policies of Kubernetes, most of them right or nearly so. */
export const randomNetworkPolicies: fc.Arbitrary<Manifest> = sparse(
  {
    podSelector: selectors,
    policyTypes: mostly(
      anyOf(['Ingress'], ['Egress'], ['Ingress', 'Egress'], [], ['Egress', 'Egress']),
      anyOf<unknown>(['ingress'], ['Both'], ['Ingress', 'Egress', 'Ingress'], 'Ingress', ['']),
      15,
    ),
    ingress: rules('from'),
    egress: rules('to'),
  },
  0.6,
).map((spec) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'web' },
  spec: spec as Manifest['spec'],
}));
