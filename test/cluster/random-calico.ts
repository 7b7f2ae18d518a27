import fc from 'fast-check';
import type { Manifest } from '../synth';
import { brokenSelectors, selectorTexts } from './random-selectors';
import { sparse } from './sparse';

/** Mostly one of the usual values, now and then an odd one. */
function mostly<T, U>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<U>, weight = 40): fc.Arbitrary<T | U> {
  return fc.oneof({ withCrossShrink: true }, { weight, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

const anyOf = <T>(...values: T[]) => fc.constantFrom(...values);
const listOf = <T>(values: fc.Arbitrary<T>, maxLength = 3) => fc.array(values, { maxLength });

const selectors = mostly(
  fc.oneof(anyOf('', 'all()', 'app == "web"', "has(a) && b in {'c'}"), selectorTexts),
  fc.oneof(brokenSelectors, anyOf('global()', 'global( )', 'a == "global()"', 'has(a) || global()', '\n')),
  30,
);
const namespaceSelectors = mostly(
  anyOf('all()', 'global()', ' global( ) ', 'has(a)', 'projectcalico.org/name == "shop"', ''),
  fc.oneof(brokenSelectors, anyOf('!global()', '(global())', '!!global()', 'global() || has(a)', 'a == "global("')),
  15,
);

const IPV4 = ['10.0.0.0/8', '10.1.2.0/24', '0.0.0.0/0', '192.168.0.7/32', '0.0.0.0/1', '10.0.0.0/08'];
const IPV6 = ['fd00::/8', '::/0', '2001:db8::1/128', '::ffff:10.0.0.0/104', '::/1'];
const BAD_NETS = [
  '',
  '10.0.0.1/8',
  '10.0.0.1',
  '10.0.0.0/33',
  '256.0.0.0/8',
  '10.0.0/8',
  '010.0.0.0/8',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '10.0.0.0/ 8',
  ' 10.0.0.0/8',
  'corp',
  'fd00::1/8',
  'fd00::',
  'fd00::/129',
  '1:2:3:4:5:6:7::/112',
  '1:2:3:4:5:6:7:8::/128',
  '::1:2:3:4:5:6:7:8/128',
  '1::2::3/64',
  'fd00::%eth0/64',
  '::ffff:10.0.0.1/104',
  '::10.0.0.0/120',
  '::10.0.0.0.0/120',
  '1.2.3.4::/64',
  '12345::/16',
  ':1::/16',
  'g::/16',
  '/8',
];
const nets = fc.oneof(
  { weight: 12, arbitrary: listOf(mostly(anyOf(...IPV4), anyOf(...BAD_NETS), 20)) },
  { weight: 3, arbitrary: listOf(mostly(anyOf(...IPV6), anyOf(...BAD_NETS), 20)) },
  { weight: 1, arbitrary: listOf(anyOf(...IPV4, ...IPV6)) },
);
const notNets = fc.oneof(
  { weight: 8, arbitrary: listOf(anyOf('10.0.0.0/8', '192.168.0.0/16')) },
  { weight: 1, arbitrary: nets },
);

const ports = listOf(
  mostly(
    anyOf<string | number>(1, 80, 443, 65535, '80', '0080', '1:65535', '80:80', 'http', 'a-1'),
    anyOf<unknown>(
      0,
      -1,
      65536,
      80.5,
      '',
      '0',
      '65536',
      '90:80',
      '0:80',
      '80:65536',
      '80-90',
      '-',
      'Http',
      'a--b',
      'a'.repeat(16),
      'a b',
      '80:',
      '99999999999999999999',
      '1-2-3',
      true,
    ),
    25,
  ),
);

const protocols = mostly(
  anyOf<string | number>(
    'TCP',
    'TCP',
    'TCP',
    'UDP',
    'SCTP',
    'ICMP',
    'ICMPv6',
    'UDPLite',
    6,
    17,
    132,
    1,
    58,
    255,
    '6',
    '06',
    '132',
  ),
  anyOf<unknown>('tcp', 'HTTPS', '', 0, '0', 256, -1, 6.5, '300', '-1', '+6', ' 6', false),
  15,
);
const icmp = sparse(
  {
    type: mostly(anyOf(0, 8, 254), anyOf<unknown>(-1, 255, '8', 1.5), 10),
    code: mostly(anyOf(0, 255), anyOf<unknown>(-1, 256), 10),
  },
  0.4,
);
const names = mostly(anyOf('sql', 'a.b', 'x'.repeat(300)), anyOf('Sql', 'a_b', '-', ''), 10);
const services = sparse({ name: names, namespace: names }, 0.15);

const annotations = mostly(
  anyOf({}, { note: 'any text: äöü' }, { 'example.com/Who': 'me' }),
  anyOf<unknown>({ '': 'x' }, { 'a b': 'x' }, { 'a/b/c': 'x' }, { note: 'x'.repeat(256 * 1024) }, { note: 1 }),
  12,
);

const entity = (rarity: number) =>
  sparse(
    {
      nets,
      notNets,
      selector: selectors,
      notSelector: selectors,
      namespaceSelector: namespaceSelectors,
      serviceAccounts: sparse({ names: listOf(anyOf('web', 'Any thing')), selector: selectors }, 1),
      ports,
      notPorts: ports,
    },
    rarity,
  );
const entities = fc.oneof(
  { withCrossShrink: true },
  { weight: 60, arbitrary: entity(4) },
  { weight: 12, arbitrary: fc.record({ services }) },
  { weight: 6, arbitrary: fc.tuple(entity(5), services).map(([one, service]) => ({ ...one, services: service })) },
  { weight: 1, arbitrary: anyOf<unknown>({ net: ['10.0.0.0/8'] }, { Nets: [] }, []) },
);

const http = sparse(
  {
    methods: listOf(anyOf('GET', 'PUT', 'any')),
    paths: listOf(
      anyOf({ exact: '/a' }, { prefix: '/b/' }, {}, { exact: '/a', prefix: '/a' }, { exact: 'a' }, { prefix: '/?' }),
    ),
  },
  0.3,
);

const rule = fc
  .tuple(
    mostly(anyOf('Allow', 'Allow', 'Deny', 'Pass', 'Log'), anyOf<unknown>('allow', 'Drop', '', null, 1), 40),
    sparse(
      {
        protocol: protocols,
        notProtocol: protocols,
        ipVersion: mostly(anyOf(4, 4, 6), anyOf<unknown>(0, 5, '4'), 8),
        metadata: fc.record({ annotations }),
        source: entities,
        destination: entities,
      },
      1,
    ),
    sparse({ icmp, notICMP: icmp, http }, 12),
  )
  .map(([action, usual, rare]) => ({ action, ...usual, ...rare }));
const rules = fc.oneof(
  { weight: 20, arbitrary: fc.array(rule, { maxLength: 2 }) },
  { weight: 1, arbitrary: anyOf<unknown>({}, 'all', [{}]) },
);

const policyFields = {
  tier: mostly(anyOf('default', 'platform', ''), anyOf<unknown>('A', 'a.b', 7), 10),
  order: mostly(anyOf(0, 10.5, -1, 1e9), anyOf<unknown>('10', true), 20),
  selector: selectors,
  serviceAccountSelector: selectors,
  types: mostly(
    anyOf(['Ingress'], ['Egress'], ['Egress', 'Ingress'], []),
    anyOf<unknown>(['ingress'], ['Egress', 'Egress'], ['Both'], 'Ingress'),
    15,
  ),
  ingress: rules,
  egress: rules,
};
const hostFields = { doNotTrack: fc.boolean(), preDNAT: fc.boolean(), applyOnForward: fc.boolean() };
const rareFields = {
  performanceHints: anyOf<unknown>(
    ['AssumeNeededOnEveryNode'],
    [],
    ['Other'],
    ['AssumeNeededOnEveryNode', 'AssumeNeededOnEveryNode'],
  ),
};

const policyNames = mostly(
  anyOf('web', 'default.web', 'platform.web', 'knp.default.web', 'ossg.default.a.b'),
  anyOf('Web', 'a.b.c', 'other.web', 'a_b', '-a', 'a..b', '', 'a'.repeat(254), 'x.'),
  20,
);
const labels = mostly(
  anyOf<unknown>(undefined, {}, { role: 'dc' }, { 'a.b/C_d': '' }),
  anyOf<unknown>(
    { '': 'x' },
    { a: 'x y' },
    { 'a b': '' },
    { a: 'x'.repeat(64) },
    { 'projectcalico.org/namespace': 'shop' },
  ),
  20,
);

function objectsOf(
  kind: string,
  spec: fc.Arbitrary<object>,
  name: fc.Arbitrary<string> = mostly(anyOf('a', 'a.b-c'), anyOf('A', '-', 'a_b', 'a'.repeat(254)), 20),
): fc.Arbitrary<Manifest> {
  const namespace = /^(Global|StagedGlobal|Tier|IPPool|HostEndpoint)/.test(kind) ? undefined : 'shop';
  return fc.tuple(name, labels, annotations, spec).map(
    ([own, ownLabels, ownAnnotations, ownSpec]) =>
      ({
        apiVersion: 'projectcalico.org/v3',
        kind,
        metadata: { name: own, namespace, labels: ownLabels, annotations: ownAnnotations },
        spec: ownSpec,
      }) as unknown as Manifest,
  );
}

const policySpec = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc
    .tuple(
      sparse({ ...policyFields, ...fields }, 0.8),
      sparse(rareFields, 15),
      mostly(anyOf({}), anyOf({ podSelector: {} })),
    )
    .map(([usual, rare, unknown]) => ({ ...usual, ...rare, ...unknown }));

const globalFields = { namespaceSelector: selectors };
const hostSpec = fc
  .tuple(policySpec(globalFields), sparse(hostFields, 0.5), fc.nat(8))
  .map(([spec, host, chance]) => (chance === 0 ? { ...spec, ...host } : spec));
const stagedSpec = (spec: fc.Arbitrary<object>) =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(spec, mostly(anyOf<unknown>('Set', undefined, 'Learn', 'Ignore', ''), anyOf<unknown>('set', 'Add'), 12))
        .map(([own, stagedAction]) => ({ ...own, stagedAction })),
    },
    {
      weight: 1,
      arbitrary: sparse(
        {
          tier: anyOf('platform', 'default'),
          order: anyOf(0, 1),
          selector: anyOf('', 'all()'),
          types: anyOf(['Ingress'], []),
        },
        1.5,
      ).map((own) => ({ ...own, stagedAction: 'Delete' })),
    },
  );

const sets = sparse(
  {
    nets: listOf(
      mostly(anyOf(...IPV4, ...IPV6, '10.0.0.1', 'fd00::1', '10.0.0.1/8'), anyOf<unknown>(...BAD_NETS, 1), 15),
    ),
  },
  0.1,
);

const hosts = sparse(
  {
    node: mostly(anyOf('a', 'a.b'), anyOf<unknown>('', 'A', 1), 10),
    interfaceName: mostly(anyOf('*', 'eth0'), anyOf<unknown>('', 'a'.repeat(16), 'a b'), 8),
    expectedIPs: listOf(mostly(anyOf('10.0.0.1', 'fd00::1'), anyOf<unknown>('10.0.0.0/8', 'a', ''), 10)),
    profiles: listOf(mostly(anyOf('kns.shop', 'ksa.shop.web'), anyOf<unknown>('A', ''), 10)),
    ports: listOf(
      mostly(
        anyOf<unknown>({ name: 'http', protocol: 'TCP', port: 80 }, { name: 'dns', protocol: 17, port: 53 }),
        anyOf<unknown>(
          { name: '', protocol: 'TCP', port: 80 },
          { name: 'a b', protocol: 'TCP', port: 80 },
          { name: 'http', protocol: 'TCP', port: 0 },
          { name: 'http', protocol: 'HTTP', port: 80 },
          { name: 'http', port: 80 },
        ),
        6,
      ),
    ),
  },
  0.3,
);

// that a pool is no bare address is said by Calico's client, behind its validation
const pools = fc
  .tuple(
    mostly(
      anyOf('10.0.0.0/16', '192.168.0.0/26', '10.0.0.0/28', 'fd00::/64', 'fd00::/124'),
      anyOf<unknown>(
        ...BAD_NETS.filter((net) => net.includes('/')),
        '169.254.3.0/24',
        '169.0.0.0/8',
        'fe80::/64',
        'fe00::/8',
      ),
      3,
    ),
    anyOf<unknown>('Never', 'Never', 'Always', 'CrossSubnet', 'always'),
    sparse(
      {
        vxlanMode: anyOf<unknown>('Always', 'Never', 'CrossSubnet', '', 'VXLAN'),
        blockSize: anyOf<unknown>(26, 29, 32, '26'),
        disabled: fc.boolean(),
        nodeSelector: selectors,
        namespaceSelector: selectors,
      },
      1,
    ),
  )
  .map(([cidr, ipipMode, others]) => {
    // blocks of IPv6 pools have other sizes
    const { blockSize: _, ...without } = others as Readonly<Record<string, unknown>>;
    return { cidr, ipipMode, ...(String(cidr).includes(':') ? without : others) };
  });

/** The name that goes with the tier, most of the time. */
function named(policies: fc.Arbitrary<Manifest>): fc.Arbitrary<Manifest> {
  return fc.tuple(policies, fc.nat(4)).map(([policy, chance]) => {
    const { tier } = policy.spec as { tier?: unknown };
    const isRight = chance > 0 && policy.metadata.name === 'web' && tier === 'platform';
    return isRight ? { ...policy, metadata: { ...policy.metadata, name: 'platform.web' } } : policy;
  });
}

/** Policies in which nothing can be wrong but one rule. */
function oneRule(kind: string): fc.Arbitrary<Manifest> {
  return fc.tuple(rule, anyOf('ingress', 'egress')).map(([own, direction]) => ({
    apiVersion: 'projectcalico.org/v3',
    kind,
    metadata: { name: 'web', namespace: kind === 'NetworkPolicy' ? 'shop' : undefined },
    spec: { [direction]: [own] },
  }));
}

/** Objects of Calico, most of them right or nearly so. */
export const randomCalico: fc.Arbitrary<Manifest> = fc.oneof(
  { weight: 6, arbitrary: oneRule('NetworkPolicy') },
  { weight: 6, arbitrary: oneRule('GlobalNetworkPolicy') },
  { weight: 5, arbitrary: named(objectsOf('NetworkPolicy', policySpec({}), policyNames)) },
  { weight: 5, arbitrary: named(objectsOf('GlobalNetworkPolicy', hostSpec, policyNames)) },
  { weight: 2, arbitrary: named(objectsOf('StagedNetworkPolicy', stagedSpec(policySpec({})), policyNames)) },
  { weight: 2, arbitrary: named(objectsOf('StagedGlobalNetworkPolicy', stagedSpec(hostSpec), policyNames)) },
  { weight: 2, arbitrary: objectsOf('NetworkSet', sets) },
  { weight: 2, arbitrary: objectsOf('GlobalNetworkSet', sets) },
  {
    weight: 1,
    arbitrary: objectsOf(
      'Tier',
      fc.record({
        order: mostly(anyOf(100, 1000, 1_000_000, 10_000_000), anyOf<unknown>('100'), 10),
        defaultAction: anyOf<unknown>('Deny', 'Pass', 'Allow', 'pass', null),
      }),
      mostly(
        anyOf('platform', 'default', 'adminnetworkpolicy', 'baselineadminnetworkpolicy'),
        anyOf('a.b', 'A', 'a'.repeat(64)),
        6,
      ),
    ),
  },
  { weight: 2, arbitrary: objectsOf('IPPool', pools) },
  { weight: 2, arbitrary: objectsOf('HostEndpoint', hosts) },
);
