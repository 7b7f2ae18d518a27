import type { Manifest } from '../synth';

type Json = Readonly<Record<string, unknown>>;

/** What is wrong, the object with the mistake, how Calico says it, and beside it the object without the mistake. */
export type Mistake = readonly [title: string, wrong: Manifest, said: RegExp, right: Manifest];

const calico = (kind: string, name: string, spec: Json, namespace?: string): Manifest => ({
  apiVersion: 'projectcalico.org/v3',
  kind,
  metadata: { name, namespace },
  spec,
});

const policy = (spec: Json, name = 'web') => calico('NetworkPolicy', name, spec, 'shop');
const clusterPolicy = (spec: Json, name = 'web') => calico('GlobalNetworkPolicy', name, spec);
const egress = (rule: Json) => policy({ types: ['Egress'], egress: [rule] });
const ingress = (rule: Json) => policy({ types: ['Ingress'], ingress: [rule] });
const to = (destination: Json, rule: Json = {}) => egress({ action: 'Allow', ...rule, destination });
const from = (source: Json, rule: Json = {}) => ingress({ action: 'Allow', ...rule, source });
const toPort = (port: unknown, protocol: unknown = 'TCP') => to({ ports: [port] }, { protocol });
const protocol = (name: unknown) => egress({ action: 'Allow', protocol: name });
const icmp = (message: Json, rule: Json = { protocol: 'ICMP' }) => egress({ action: 'Allow', ...rule, icmp: message });
const http = (rule: Json) => ingress({ action: 'Allow', http: { methods: ['GET'] }, ...rule });
const kubernetes = (spec: Json): Manifest => ({ ...policy(spec), apiVersion: 'networking.k8s.io/v1' });
const kubernetesPort = (port: Json) => kubernetes({ podSelector: {}, ingress: [{ ports: [port] }] });
const pool = (spec: Json) => calico('IPPool', 'pool', { cidr: '10.0.0.0/16', blockSize: 26, ...spec });
const service = { name: 'sql', namespace: 'data' };

const SELECTORS: readonly Mistake[] = [
  ['a selector without a value', policy({ selector: 'a ==' }), /^spec.selector/, policy({ selector: 'a == "b"' })],
  ['a value without quotes', to({ selector: 'a == b' }), /^spec.*destination.selector/, to({ selector: "a == 'b'" })],
  ['one equals sign', from({ selector: 'a = "b"' }), /^spec.*source.selector/, from({ selector: 'a == "b"' })],
  ['one ampersand', to({ notSelector: 'has(a) & has(b)' }), /notSelector/, to({ notSelector: 'has(a) && has(b)' })],
  ['one bar', policy({ selector: 'has(a) | has(b)' }), /expected \|\|/, policy({ selector: 'has(a) || has(b)' })],
  [
    'an open brace',
    to({ namespaceSelector: 'a in {"b"' }),
    /namespaceSelector/,
    to({ namespaceSelector: 'a in {"b"}' }),
  ],
  ['an open string', policy({ selector: 'a == "b' }), /unterminated/, policy({ selector: 'a == "b"' })],
  ['an escaped quote', policy({ selector: 'a == "\\""' }), /unterminated/, policy({ selector: "a == '\"'" })],
  ['a label out of other letters', policy({ selector: 'has(ä)' }), /identifier/, policy({ selector: 'has(ae)' })],
  [
    'a label of 513 letters',
    policy({ selector: `has(${'a'.repeat(513)})` }),
    /too long/,
    policy({ selector: `has(${'a'.repeat(512)})` }),
  ],
  ['a set with equals', policy({ selector: 'a == {"b"}' }), /expected string/, policy({ selector: 'a in {"b"}' })],
  [
    'two selectors without a word between',
    policy({ selector: 'all() all()' }),
    /unexpected content/,
    policy({ selector: 'all()' }),
  ],
  [
    'a selector of accounts that does not parse',
    from({ serviceAccounts: { selector: 'a' } }),
    /serviceAccounts.selector/,
    from({ serviceAccounts: { selector: 'has(a)' } }),
  ],
  [
    'a selector of the policy’s accounts that does not parse',
    policy({ serviceAccountSelector: '(' }),
    /serviceAccountSelector/,
    policy({ serviceAccountSelector: 'all()' }),
  ],
  [
    'a selector of namespaces that does not parse',
    clusterPolicy({ namespaceSelector: '!' }),
    /namespaceSelector/,
    clusterPolicy({ namespaceSelector: '!has(a)' }),
  ],
  [
    'global() for the pods of a policy',
    policy({ selector: 'global()' }),
    /global\(\) can only/,
    policy({ selector: 'all()' }),
  ],
  [
    'global() for the namespaces of a policy',
    clusterPolicy({ namespaceSelector: 'global()' }),
    /global\(\) can only/,
    clusterPolicy({ namespaceSelector: 'all()' }),
  ],
  [
    'global() as a selector of pods',
    to({ selector: 'global()' }),
    /global\(\) can only/,
    to({ namespaceSelector: 'global()' }),
  ],
  [
    'global() together with a condition',
    to({ namespaceSelector: 'global() || has(a)' }),
    /cannot be combined/,
    to({ namespaceSelector: 'global()' }),
  ],
];

const PORTS: readonly Mistake[] = [
  ['ports without a protocol', to({ ports: [80] }), /Destination.Ports.*must set protocol/, toPort(80)],
  ['ports of a protocol without ports', toPort(80, 'ICMP'), /must set protocol/, toPort(80, 'SCTP')],
  ['port 0', toPort(0), /between 1 and 65535/, toPort(1)],
  ['port 65536', toPort(65536), /destination.ports/, toPort(65535)],
  ['port 65536 as a text', toPort('65536'), /invalid port/, toPort('65535')],
  ['a port that is no whole number', toPort(80.5), /destination.ports/, toPort(80)],
  ['a range that runs backwards', toPort('90:80'), /greater than maximum/, toPort('80:90')],
  ['a range that begins at 0', toPort('0:80'), /between 1 and 65535/, toPort('1:80')],
  ['a range that ends at 65536', toPort('80:65536'), /invalid maximum/, toPort('80:65535')],
  ['a range with a dash', toPort('49152-65535'), /PortName/, toPort('49152:65535')],
  ['protocol 0', protocol(0), /protocol number invalid/, protocol(1)],
  ['protocol 300', protocol(300), /protocol/, protocol(255)],
  ['protocol HTTPS', protocol('HTTPS'), /protocol name invalid/, protocol('TCP')],
  ['a protocol in small letters', protocol('tcp'), /protocol name invalid/, protocol('UDPLite')],
  [
    'a Kubernetes range that runs backwards',
    kubernetesPort({ port: 90, endPort: 80 }),
    /couldn't be converted/,
    kubernetesPort({ port: 80, endPort: 90 }),
  ],
  [
    'a Kubernetes port 70000',
    kubernetesPort({ port: 70000 }),
    /couldn't be converted/,
    kubernetesPort({ port: 65535 }),
  ],
];

const NETWORKS: readonly Mistake[] = [
  ['a network with host bits', to({ nets: ['10.0.0.1/8'] }), /^Nets/, to({ nets: ['10.0.0.0/8'] })],
  ['a bare address in a rule', to({ nets: ['10.0.0.1'] }), /invalid CIDR/, to({ nets: ['10.0.0.1/32'] })],
  ['a prefix of 33', from({ nets: ['10.0.0.0/33'] }), /^Nets/, from({ nets: ['10.0.0.0/32'] })],
  ['an octet of 256', to({ nets: ['10.0.0.256/32'] }), /^Nets/, to({ nets: ['10.0.0.255/32'] })],
  ['a leading zero', to({ nets: ['010.0.0.0/8'] }), /^Nets/, to({ nets: ['10.0.0.0/8'] })],
  [
    'networks of both families in one rule',
    to({ nets: ['10.0.0.0/8', 'fd00::/8'] }),
    /both IPv4 and IPv6/,
    to({ nets: ['fd00::/8'] }),
  ],
  ['the exception of everything', to({ notNets: ['0.0.0.0/0'] }), /contradiction/, to({ notNets: ['0.0.0.0/1'] })],
  [
    'a network in a set that is none',
    calico('GlobalNetworkSet', 'dc', { nets: ['corp'] }),
    /^Nets/,
    calico('GlobalNetworkSet', 'dc', { nets: ['10.0.0.1'] }),
  ],
  [
    'the same in a set of a namespace',
    calico('NetworkSet', 'dc', { nets: ['corp'] }, 'shop'),
    /^Nets/,
    calico('NetworkSet', 'dc', { nets: ['10.0.0.0/8'] }, 'shop'),
  ],
  ['a pool with host bits', pool({ cidr: '10.0.0.1/16' }), /not strictly masked/, pool({ cidr: '10.0.0.0/16' })],
  ['a pool smaller than its blocks', pool({ blockSize: 8 }), /too small/, pool({ blockSize: 20 })],
  [
    'a pool with both tunnels',
    pool({ ipipMode: 'Always', vxlanMode: 'Always' }),
    /cannot be enabled/,
    pool({ vxlanMode: 'Always' }),
  ],
];

const RULES: readonly Mistake[] = [
  ['a rule without an action', egress({}), /^Action/, egress({ action: 'Pass' })],
  ['an action in small letters', egress({ action: 'allow' }), /^Action/, egress({ action: 'Allow' })],
  ['a direction in small letters', policy({ types: ['ingress'] }), /^Types/, policy({ types: ['Ingress'] })],
  [
    'a direction twice',
    policy({ types: ['Egress', 'Egress'] }),
    /more than once/,
    policy({ types: ['Egress', 'Ingress'] }),
  ],
  [
    'a Service together with ports',
    to({ services: service, ports: [80] }, { protocol: 'TCP' }),
    /cannot specify ports/,
    to({ services: service }),
  ],
  [
    'a Service together with a selector',
    to({ services: service, selector: 'all()' }),
    /Services field/,
    to({ services: service }),
  ],
  [
    'a Service as the destination of ingress',
    ingress({ action: 'Allow', destination: { services: service } }),
    /not allowed/,
    from({ services: service }),
  ],
  [
    'a Service without its namespace in a policy of the cluster',
    clusterPolicy({ egress: [{ action: 'Allow', destination: { services: { name: 'sql' } } }] }),
    /must specify a namespace/,
    clusterPolicy({ egress: [{ action: 'Allow', destination: { services: service } }] }),
  ],
  ['HTTP that is denied', http({ action: 'Deny' }), /only valid for Allow/, http({})],
  ['HTTP over UDP', http({ protocol: 'UDP' }), /must set protocol to TCP/, http({ protocol: 'TCP' })],
  ['ICMP types without ICMP', icmp({ type: 8 }, {}), /must set protocol to ICMP/, icmp({ type: 8 })],
  ['an ICMP code without a type', icmp({ code: 0 }), /without an ICMP type/, icmp({ type: 3, code: 0 })],
  [
    'preDNAT that is not applied on forward',
    clusterPolicy({ preDNAT: true }),
    /ApplyOnForward/,
    clusterPolicy({ preDNAT: true, applyOnForward: true }),
  ],
];

const OBJECTS: readonly Mistake[] = [
  ['a name with dots', policy({}, 'a.b.c'), /name must consist/, policy({}, 'abc')],
  [
    'a name of a tier that the policy is not in',
    policy({}, 'platform.web'),
    /Incorrectly formatted/,
    policy({ tier: 'platform' }, 'platform.web'),
  ],
  ['a name in capitals', clusterPolicy({}, 'Web'), /Metadata.Name/, clusterPolicy({}, 'web')],
  ['a field that does not exist', to({ net: ['10.0.0.0/8'] }), /unknown field/, to({ nets: ['10.0.0.0/8'] })],
  ['a field in other letters', to({ Nets: ['10.0.0.0/8'] }), /unknown field/, to({ nets: ['10.0.0.0/8'] })],
  ['an order that is a text', policy({ order: '10' }), /order/, policy({ order: 10.5 })],
  ['a kind that does not exist', calico('Policy', 'web', {}), /no kind "Policy"/, policy({})],
  [
    'Kubernetes labels with a quote',
    kubernetes({ podSelector: { matchLabels: { a: "it's" } } }),
    /spec.selector unterminated/,
    kubernetes({ podSelector: { matchLabels: { a: 'its' } } }),
  ],
  [
    'Kubernetes rules with a field of the other direction',
    kubernetes({ podSelector: {}, ingress: [{ to: [] }] }),
    /unknown field/,
    kubernetes({ podSelector: {}, ingress: [{ from: [] }] }),
  ],
  [
    'a tier with an action in small letters',
    calico('Tier', 'a', { defaultAction: 'pass' }),
    /DefaultAction/,
    calico('Tier', 'a', { defaultAction: 'Pass' }),
  ],
  [
    'IPAM settings below zero',
    calico('IPAMConfiguration', 'default', { strictAffinity: true, maxBlocksPerHost: -1 }),
    /MaxBlocksPerHost/,
    calico('IPAMConfiguration', 'default', { strictAffinity: true, maxBlocksPerHost: 4 }),
  ],
  [
    'IPAM settings by another name',
    calico('IPAMConfiguration', 'pods', { strictAffinity: true }),
    /cannot be called/,
    calico('IPAMConfiguration', 'default', { strictAffinity: false }),
  ],
  [
    'a log level in small letters',
    calico('FelixConfiguration', 'default', { logSeverityScreen: 'info' }),
    /LogSeverityScreen/,
    calico('FelixConfiguration', 'default', { logSeverityScreen: 'Info' }),
  ],
  [
    'a host endpoint with a network',
    calico('HostEndpoint', 'a', { node: 'a', expectedIPs: ['10.0.0.0/8'] }),
    /ExpectedIPs/,
    calico('HostEndpoint', 'a', { node: 'a', expectedIPs: ['10.0.0.1'] }),
  ],
  [
    'a BGP network that is none',
    calico('BGPConfiguration', 'default', { serviceClusterIPs: [{ cidr: '10.0.0.0/33' }] }),
    /^CIDR/,
    calico('BGPConfiguration', 'default', { serviceClusterIPs: [{ cidr: '10.0.0.0/32' }] }),
  ],
  [
    'a BGP peer with a selector that does not parse',
    calico('BGPPeer', 'a', { nodeSelector: 'has a', peerIP: '10.0.0.1' }),
    /spec.nodeSelector/,
    calico('BGPPeer', 'a', { nodeSelector: 'has(a)', peerIP: '10.0.0.1' }),
  ],
];

export const MISTAKES: readonly Mistake[] = [...SELECTORS, ...PORTS, ...NETWORKS, ...RULES, ...OBJECTS];
