import fc from 'fast-check';
import type { KubernetesObject } from '../lib/manifests/kubernetes-object';

/** A connection that is asked about; pods by namespace and name, everything else by its address. */
export interface AskedFlow {
  readonly from: string;
  readonly to: string;
  readonly protocol: string | number;
  readonly port?: number;
  readonly sourcePort?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

export interface PolicyCase {
  readonly cluster: readonly KubernetesObject[];
  readonly flows: readonly AskedFlow[];
}

const anyOf = <T>(...values: T[]) => fc.constantFrom(...values);
const some = <T>(values: fc.Arbitrary<T>, maxLength = 3) => fc.array(values, { minLength: 1, maxLength });
/** Left out so many times as often as it is there. */
const maybe = <T>(values: fc.Arbitrary<T>, rarity = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: rarity, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values });

const NAMESPACES = ['x', 'y', 'z'];
const namespaceNames = anyOf(...NAMESPACES);
const appLabels = anyOf('a', 'b', 'c');
const ports = anyOf(53, 80, 81, 443, 8080, 65_535);
const protocols = anyOf<string | number>('TCP', 'TCP', 'TCP', 'UDP', 'SCTP', 'ICMP', 6, 17, 47, 'UDPLite');
const externals = anyOf('8.8.8.8', '169.254.169.254', '192.0.2.7', '10.9.0.1', '172.16.3.4');
const nets = anyOf(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.0.0/24',
  '10.0.1.0/24',
  '8.8.8.8/32',
  '169.254.169.254/32',
  '192.0.2.0/24',
);

const selectors = anyOf(
  'all()',
  'app == "a"',
  'app != "a"',
  "app in {'a', 'b'}",
  'app not in {"c"}',
  'has(team)',
  '!has(team)',
  'app == "a" && team == "red"',
  'app starts with "b" || team contains "e"',
  'projectcalico.org/namespace == "x"',
  'projectcalico.org/serviceaccount == "web"',
  'kind == "set"',
  'nobody == "here"',
);
const namespaceSelectors = anyOf(
  'all()',
  'global()',
  'env == "prod"',
  'env != "prod"',
  'has(projectcalico.org/name) && projectcalico.org/name not in {"z"}',
  'projectcalico.org/name == "y"',
  'kubernetes.io/metadata.name in {"x", "y"}',
  'has(env)',
);
const accounts = fc.oneof(
  fc.record({ names: anyOf(['web'], ['default'], ['web', 'db']) }),
  fc.record({ selector: anyOf('role == "reader"', 'has(role)', 'projectcalico.org/name == "web"') }),
  fc.record({ names: fc.constant(['web']), selector: fc.constant('role == "reader"') }),
);

type Json = Record<string, unknown>;

/** What is not there is not written. */
function sparse<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

const portList = some(
  fc.oneof({ weight: 4, arbitrary: ports }, { weight: 1, arbitrary: anyOf('80:443', '1:65535', '8080:8081') }),
);
const namedPorts = some(fc.oneof(anyOf('http', 'dns', 'odd'), ports), 2);

function entity(hasPorts: boolean, withServices: boolean): fc.Arbitrary<Json> {
  const plain = fc
    .record({
      selector: maybe(selectors),
      notSelector: maybe(selectors, 8),
      namespaceSelector: maybe(namespaceSelectors, 3),
      serviceAccounts: maybe(accounts, 6),
      nets: maybe(some(nets, 2), 4),
      notNets: maybe(some(anyOf('10.0.0.0/24', '8.8.8.8/32', '10.0.1.2/32'), 2), 10),
      ports: hasPorts
        ? maybe(fc.oneof({ weight: 6, arbitrary: portList }, { weight: 1, arbitrary: namedPorts }), 2)
        : fc.constant(undefined),
      notPorts: hasPorts
        ? maybe(fc.oneof({ weight: 3, arbitrary: portList }, { weight: 1, arbitrary: namedPorts }), 12)
        : fc.constant(undefined),
    })
    .map(sparse) as fc.Arbitrary<Json>;
  if (!withServices) return plain;
  const services = anyOf('x', 'y', 'z').map((namespace): Json => ({ services: { name: 'web', namespace } }));
  return fc.oneof({ weight: 9, arbitrary: plain }, { weight: 1, arbitrary: services });
}

/** Rules that Calico takes; what it would still refuse the judge leaves out, as we do. */
function rules(direction: 'ingress' | 'egress'): fc.Arbitrary<Json> {
  return fc
    .record({
      action: anyOf('Allow', 'Allow', 'Allow', 'Deny', 'Deny', 'Pass', 'Log'),
      protocol: maybe(protocols, 3),
      notProtocol: maybe(anyOf('UDP', 'TCP', 'ICMP'), 20),
      icmp: maybe(anyOf<Json>({ type: 8 }, { type: 8, code: 0 }, { type: 3, code: 1 }), 4),
      notICMP: maybe(anyOf<Json>({ type: 8 }, { type: 3, code: 1 }), 12),
      ipVersion: maybe(anyOf(4, 6), 12),
    })
    .chain((base) => {
      const hasPorts = ['TCP', 'UDP', 'SCTP', 6, 17].includes(base.protocol ?? '');
      const isIcmp = base.protocol === 'ICMP';
      return fc
        .record({
          source: maybe(entity(hasPorts, direction === 'ingress'), 1),
          destination: maybe(entity(hasPorts, direction === 'egress'), 1),
        })
        .map(({ source, destination }) => {
          const service = destination !== undefined && 'services' in destination;
          return sparse({
            ...base,
            icmp: isIcmp ? base.icmp : undefined,
            notICMP: isIcmp ? base.notICMP : undefined,
            protocol: service && hasPorts ? base.protocol : base.protocol,
            source,
            destination,
          }) as Json;
        });
    });
}

const types = anyOf(['Ingress'], ['Egress'], ['Ingress', 'Egress'], undefined);
const orders = maybe(anyOf(1, 5, 10, 100, 999, 1000, 1001, 2000), 5);
const tierNames = anyOf('default', 'default', 'default', 'security', 'platform');

const specs = fc.record({
  order: orders,
  types,
  selector: maybe(
    fc.oneof({ weight: 12, arbitrary: selectors }, { weight: 1, arbitrary: anyOf('app = "a"', 'has(app') }),
    2,
  ),
  serviceAccountSelector: maybe(anyOf('role == "reader"', 'all()'), 12),
  ingress: maybe(fc.array(rules('ingress'), { maxLength: 3 }), 1),
  egress: maybe(fc.array(rules('egress'), { maxLength: 3 }), 1),
});

function calico(kind: string, name: string, tier: string, spec: Json, namespace?: string): KubernetesObject {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind,
    metadata: {
      name: tier === 'default' ? name : `${tier}.${name}`,
      ...(namespace === undefined ? {} : { namespace }),
    },
    spec: { ...(sparse(spec) as Json), ...(tier === 'default' ? {} : { tier }) },
  };
}

/** Tiers that pass on by ports: what Windows nodes get wrong. */
const passing = fc
  .record({
    direction: anyOf('ingress', 'egress'),
    first: some(fc.oneof(ports, anyOf('80:443', '8080:8081')), 2),
    second: some(fc.oneof(ports, anyOf('80:443', '8080:8081')), 2),
    action: anyOf('Allow', 'Deny', 'Pass'),
    selector: selectors,
    nets: maybe(some(nets, 1)),
  })
  .map(({ direction, first, second, action, selector, nets: own }) => (index: number) => {
    const far = direction === 'ingress' ? 'source' : 'destination';
    const rule = (given: string, list: readonly unknown[]) => ({
      action: given,
      protocol: 'TCP',
      ...(direction === 'ingress' && own !== undefined ? { [far]: { nets: own } } : {}),
      destination: { ports: list, ...(direction === 'egress' && own !== undefined ? { nets: own } : {}) },
    });
    const tier = index % 2 === 0 ? 'security' : 'default';
    const list = index % 2 === 0 ? rule('Pass', first) : rule(action, second);
    return calico('GlobalNetworkPolicy', `t${index}`, tier, { selector, [direction]: [list] });
  });

const policies = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: passing },
    {
      weight: 4,
      arbitrary: fc
        .record({
          spec: specs,
          tier: tierNames,
          namespace: namespaceNames,
          isStaged: anyOf(...Array(14).fill(false), true),
        })
        .map(
          ({ spec, tier, namespace, isStaged }) =>
            (index: number) =>
              calico(isStaged ? 'StagedNetworkPolicy' : 'NetworkPolicy', `p${index}`, tier, spec, namespace),
        ),
    },
    {
      weight: 4,
      arbitrary: fc
        .record({
          spec: specs,
          tier: tierNames,
          namespaceSelector: maybe(
            anyOf(
              'env == "prod"',
              'env != "prod"',
              'all()',
              'has(projectcalico.org/name) && projectcalico.org/name != "z"',
            ),
            2,
          ),
          isStaged: anyOf(...Array(14).fill(false), true),
        })
        .map(
          ({ spec, tier, namespaceSelector, isStaged }) =>
            (index: number) =>
              calico(isStaged ? 'StagedGlobalNetworkPolicy' : 'GlobalNetworkPolicy', `g${index}`, tier, {
                ...spec,
                namespaceSelector,
              }),
        ),
    },
    { weight: 3, arbitrary: kubernetesPolicies() },
  ),
  { minLength: 1, maxLength: 6 },
);

function kubernetesPolicies(): fc.Arbitrary<(index: number) => KubernetesObject> {
  const labelSelectors = anyOf<Json>(
    {},
    { matchLabels: { app: 'a' } },
    { matchLabels: { app: 'b' } },
    { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'c'] }] },
    { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] },
    {
      matchExpressions: [
        { key: 'team', operator: 'Exists' },
        { key: 'app', operator: 'NotIn', values: ['b'] },
      ],
    },
  );
  const ofNamespaces = anyOf<Json>(
    {},
    { matchLabels: { env: 'prod' } },
    { matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['prod'] }] },
  );
  const peers = fc.oneof(
    fc.record({ podSelector: labelSelectors }),
    fc.record({ namespaceSelector: ofNamespaces }),
    fc.record({ podSelector: labelSelectors, namespaceSelector: ofNamespaces }),
    anyOf<Json>(
      { ipBlock: { cidr: '0.0.0.0/0' } },
      { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32', '10.0.0.0/8'] } },
      { ipBlock: { cidr: '10.0.0.0/24' } },
    ),
  ) as fc.Arbitrary<Json>;
  const numbers = anyOf<Json>(
    { port: 80 },
    { port: 443, protocol: 'TCP' },
    { port: 53, protocol: 'UDP' },
    { protocol: 'UDP' },
    { port: 80, endPort: 443 },
    { port: 'http' },
    { port: 'dns', protocol: 'UDP' },
  );
  const rule = (side: 'from' | 'to') =>
    fc
      .record({ peers: maybe(some(peers, 2), 2), ports: maybe(some(numbers, 2), 2) })
      .map(({ peers: own, ports: open }) => sparse({ [side]: own, ports: open }) as Json);
  return fc
    .record({
      namespace: namespaceNames,
      podSelector: labelSelectors,
      policyTypes: anyOf(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
      ingress: maybe(fc.array(rule('from'), { maxLength: 2 }), 2),
      egress: maybe(fc.array(rule('to'), { maxLength: 2 }), 2),
    })
    .map(({ namespace, ...spec }) => (index: number) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `k${index}`, namespace },
      spec: sparse(spec) as Json,
    }));
}

const pods = fc.array(
  fc.record({
    namespace: namespaceNames,
    app: maybe(appLabels, 8),
    team: maybe(anyOf('red', 'green'), 1),
    account: anyOf('default', 'web', 'db'),
    node: anyOf('n1', 'n2'),
    isOnHostNetwork: anyOf(false, false, false, false, false, false, false, true),
    ports: fc.subarray([
      { name: 'http', containerPort: 80 },
      { name: 'http2', containerPort: 8080 },
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
      { name: 'odd', containerPort: 81 },
    ]),
    httpAt: anyOf(80, 8080),
  }),
  { minLength: 2, maxLength: 6 },
);

const NODE_ADDRESSES: Readonly<Record<string, string>> = { n1: '10.9.0.1', n2: '10.9.0.2' };

function podsOf(given: typeof pods extends fc.Arbitrary<infer T> ? T : never): KubernetesObject[] {
  return given.map(({ namespace, app, team, account, node, isOnHostNetwork, ports: own, httpAt }, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod${index}`, namespace, labels: sparse({ app, team }) as Record<string, string> },
    spec: {
      serviceAccountName: account,
      nodeName: node,
      ...(isOnHostNetwork ? { hostNetwork: true } : {}),
      containers: [
        {
          name: 'c',
          image: 'registry.example.com/c:1',
          ports: own.map((port) => (port.name === 'http' ? { ...port, containerPort: httpAt } : port)),
        },
      ],
    },
    status: {
      podIP: isOnHostNetwork ? NODE_ADDRESSES[node] : `10.0.${index % 2}.${index + 1}`,
      hostIP: NODE_ADDRESSES[node],
    },
  }));
}

const services = fc.subarray(NAMESPACES).map((namespaces) =>
  namespaces.map(
    (namespace): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace },
      spec: {
        selector: { app: namespace === 'x' ? 'a' : 'b' },
        ports:
          namespace === 'y'
            ? [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'http' }]
            : [
                { name: 'web', protocol: 'TCP', port: 80, targetPort: 8080 },
                { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53 },
              ],
      },
    }),
  ),
);

const sets = fc.subarray<KubernetesObject>([
  {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkSet',
    metadata: { name: 'dc', labels: { kind: 'set' } },
    spec: { nets: ['192.0.2.0/24', '8.8.8.8'] },
  },
  {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkSet',
    metadata: { name: 'a', labels: { app: 'a' } },
    spec: { nets: ['172.16.0.0/16'] },
  },
  {
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkSet',
    metadata: { name: 'own', namespace: 'x', labels: { app: 'b' } },
    spec: { nets: ['10.0.1.0/25', '169.254.169.254'] },
  },
]);

const tiers = fc
  .record({
    security: anyOf('Deny', 'Pass', undefined),
    platform: anyOf('Deny', 'Pass'),
    order: anyOf(100, 2000, 2_000_000),
  })
  .map(({ security, platform, order }): KubernetesObject[] => [
    {
      apiVersion: 'projectcalico.org/v3',
      kind: 'Tier',
      metadata: { name: 'security' },
      spec: sparse({ order: 50, defaultAction: security }) as Json,
    },
    {
      apiVersion: 'projectcalico.org/v3',
      kind: 'Tier',
      metadata: { name: 'platform' },
      spec: { order, defaultAction: platform },
    },
  ]);

const FIXED: readonly KubernetesObject[] = [
  ...NAMESPACES.map(
    (name): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: {
          'kubernetes.io/metadata.name': name,
          ...(name === 'z' ? {} : { env: name === 'x' ? 'prod' : 'test' }),
        },
      },
    }),
  ),
  ...NAMESPACES.flatMap((namespace) =>
    ['default', 'web', 'db'].map(
      (name): KubernetesObject => ({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name, namespace, ...(name === 'web' ? { labels: { role: 'reader' } } : {}) },
      }),
    ),
  ),
  ...Object.entries(NODE_ADDRESSES).map(
    ([name, address]): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      status: { addresses: [{ type: 'InternalIP', address }] },
    }),
  ),
];

function flowsBetween(names: readonly string[]): fc.Arbitrary<AskedFlow[]> {
  const ends = fc.oneof({ weight: 4, arbitrary: anyOf(...names) }, { weight: 1, arbitrary: externals });
  const packets = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        protocol: anyOf('TCP', 'TCP', 'UDP', 'SCTP'),
        port: fc.oneof(ports, anyOf(1, 82, 444, 8081, 65_534)),
        sourcePort: anyOf(50_000, 80, 53, 65_535),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ protocol: fc.constant('ICMP'), icmpType: anyOf(8, 3, 0), icmpCode: anyOf(0, 1) }),
    },
    { weight: 1, arbitrary: fc.record({ protocol: anyOf<string | number>(47, 136, 50) }) },
  );
  return fc.array(
    fc
      .record({ from: ends, to: ends, packet: packets })
      .map(({ from, to, packet }): AskedFlow => ({ from, to, ...packet })),
    { minLength: 12, maxLength: 24 },
  );
}

/** Clusters with policies of every kind, and connections to ask about. */
export const policyCases: fc.Arbitrary<PolicyCase> = fc
  .record({ pods, services, sets, tiers, policies })
  .chain(({ pods: given, services: own, sets: nets, tiers: all, policies: makers }) => {
    const objects = podsOf(given);
    const names = objects.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`);
    const cluster = [...FIXED, ...objects, ...own, ...nets, ...all, ...makers.map((make, index) => make(index))];
    return flowsBetween(names).map((flows) => ({
      cluster,
      flows: flows.filter(({ from, to }) => from !== to && (from.includes('/') || to.includes('/'))),
    }));
  });
