import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';

export function calico(kind: string, spec: object, metadata: object = { name: 'web' }): KubernetesObject {
  return { apiVersion: 'projectcalico.org/v3', kind, metadata, spec };
}

export const policy = (spec: object, metadata?: object) => calico('NetworkPolicy', spec, metadata);
const globally = (spec: object, metadata?: object) => calico('GlobalNetworkPolicy', spec, metadata);
export const egress = (rule: object) => policy({ egress: [{ action: 'Allow', ...rule }] });
const ingress = (rule: object) => policy({ ingress: [{ action: 'Allow', ...rule }] });
export const to = (destination: object, rule: object = {}) => egress({ ...rule, destination });
export const named = (name: string, spec: object = {}) => policy(spec, { name });
const host = (spec: object) => calico('HostEndpoint', { node: 'a', interfaceName: '*', ...spec });
const pool = (spec: object) => calico('IPPool', { cidr: '10.0.0.0/16', ...spec });

const SERVICE = { name: 'sql', namespace: 'data' };
const OUT = 'spec.egress[0]';
const IN = 'spec.ingress[0]';

/** What is wrong, the object, where Calico refuses it, and the object put right. */
export const MISTAKES: readonly [string, KubernetesObject, string, KubernetesObject][] = [
  ['an unreadable selector', policy({ selector: 'a' }), 'selector spec.selector', policy({ selector: 'has(a)' })],
  [
    'an unreadable selector of accounts',
    to({ serviceAccounts: { selector: '(' } }),
    `selector ${OUT}.destination.serviceAccounts.selector`,
    to({ serviceAccounts: { selector: 'all()' } }),
  ],
  [
    'global() for pods',
    to({ selector: 'global()' }),
    `selector ${OUT}.destination.selector`,
    to({ notSelector: 'global()' }),
  ],
  [
    'global() in quotes',
    policy({ selector: 'a == "global()"' }),
    'selector spec.selector',
    policy({ selector: 'a == "global"' }),
  ],
  [
    'global() beside something',
    to({ namespaceSelector: 'global() || has(a)' }),
    `selector ${OUT}.destination.namespaceSelector`,
    to({ namespaceSelector: ' global( )' }),
  ],
  [
    'global() negated twice',
    to({ namespaceSelector: '!!global()' }),
    `selector ${OUT}.destination.namespaceSelector`,
    to({ namespaceSelector: 'global()' }),
  ],
  [
    'global() for the namespaces of a policy',
    globally({ namespaceSelector: 'global()' }),
    'selector spec.namespaceSelector',
    globally({ namespaceSelector: 'all()' }),
  ],
  [
    'global() with a blank for a pool',
    pool({ nodeSelector: 'global( )' }),
    'selector spec.nodeSelector',
    pool({ nodeSelector: 'all()' }),
  ],

  ['no action', policy({ egress: [{}] }), `value ${OUT}.action`, policy({ egress: [{ action: 'Pass' }] })],
  ['an action in small letters', egress({ action: 'deny' }), `value ${OUT}.action`, egress({ action: 'Deny' })],
  [
    'a direction in small letters',
    policy({ types: ['Ingress', 'egress'] }),
    'value spec.types[1]',
    policy({ types: ['Ingress', 'Egress'] }),
  ],
  [
    'a protocol in small letters',
    egress({ protocol: 'tcp' }),
    `value ${OUT}.protocol`,
    egress({ protocol: 'UDPLite' }),
  ],
  ['protocol 0', egress({ protocol: 0 }), `value ${OUT}.protocol`, egress({ protocol: 255 })],
  ['protocol 256 as a text', egress({ notProtocol: '256' }), `value ${OUT}.notProtocol`, egress({ notProtocol: '06' })],
  ['protocol 6.5', egress({ protocol: 6.5 }), `value ${OUT}.protocol`, egress({ protocol: 6 })],
  ['IPv5', egress({ ipVersion: 5 }), `value ${OUT}.ipVersion`, egress({ ipVersion: 6 })],
  [
    'ICMP type 255',
    egress({ protocol: 'ICMP', icmp: { type: 255 } }),
    `value ${OUT}.icmp.type`,
    egress({ protocol: 'ICMP', icmp: { type: 254, code: 255 } }),
  ],
  [
    'an unknown hint',
    policy({ performanceHints: ['Fast'] }),
    'value spec.performanceHints[0]',
    policy({ performanceHints: ['AssumeNeededOnEveryNode'] }),
  ],
  [
    'a tier that allows',
    calico('Tier', { defaultAction: 'Allow' }),
    'value spec.defaultAction',
    calico('Tier', { defaultAction: 'Pass' }),
  ],
  ['a mode that does not exist', pool({ vxlanMode: 'VXLAN' }), 'value spec.vxlanMode', pool({ vxlanMode: 'Always' })],
  [
    'an unknown staged action',
    calico('StagedNetworkPolicy', { stagedAction: 'Add' }),
    'value spec.stagedAction',
    calico('StagedNetworkPolicy', { stagedAction: 'Set' }),
  ],
  [
    'a path without a slash',
    ingress({ http: { paths: [{ exact: 'a' }] } }),
    `value ${IN}.http.paths[0]`,
    ingress({ http: { paths: [{ exact: '/a' }] } }),
  ],
  [
    'a path of both kinds',
    ingress({ http: { paths: [{ exact: '/a', prefix: '/a' }] } }),
    `value ${IN}.http.paths[0]`,
    ingress({ http: { paths: [{ prefix: '/a' }] } }),
  ],

  [
    'port 0',
    to({ ports: [0] }, { protocol: 'TCP' }),
    `port ${OUT}.destination.ports[0]`,
    to({ ports: [1] }, { protocol: 'TCP' }),
  ],
  [
    'a range with a dash',
    to({ ports: ['80-90'] }, { protocol: 'TCP' }),
    `port ${OUT}.destination.ports[0]`,
    to({ ports: ['80:90'] }, { protocol: 'TCP' }),
  ],
  [
    'a range that runs backwards',
    to({ notPorts: ['90:80'] }, { protocol: 6 }),
    `port ${OUT}.destination.notPorts[0]`,
    to({ notPorts: ['80:80'] }, { protocol: 6 }),
  ],
  [
    'a name in capitals',
    to({ ports: ['Http'] }, { protocol: 'UDP' }),
    `port ${OUT}.destination.ports[0]`,
    to({ ports: ['http'] }, { protocol: 'UDP' }),
  ],
  [
    'ports without a protocol',
    to({ ports: [80] }),
    `port ${OUT}.destination.ports`,
    to({ ports: [80] }, { protocol: 'SCTP' }),
  ],
  [
    'ports of ICMP',
    to({ ports: [80] }, { protocol: 'ICMP' }),
    `port ${OUT}.destination.ports`,
    to({}, { protocol: 'ICMP' }),
  ],
  [
    'ports of both sides without a protocol',
    egress({ source: { ports: [1] }, destination: { ports: [2] } }),
    `port ${OUT}.source.ports`,
    egress({}),
  ],

  ['a bare address', to({ nets: ['10.0.0.1'] }), `network ${OUT}.destination.nets[0]`, to({ nets: ['10.0.0.1/32'] })],
  [
    'host bits',
    to({ nets: ['10.0.0.0/8', '10.0.0.1/8'] }),
    `network ${OUT}.destination.nets[1]`,
    to({ nets: ['10.0.0.0/08'] }),
  ],
  [
    'an exception of everything',
    to({ notNets: ['0.0.0.0/0'] }),
    `network ${OUT}.destination.notNets[0]`,
    to({ nets: ['0.0.0.0/0'] }),
  ],
  [
    'an exception of all of IPv6',
    to({ notNets: ['::/0'] }),
    `network ${OUT}.destination.notNets[0]`,
    to({ notNets: ['::/1'] }),
  ],
  [
    'a name in a set',
    calico('NetworkSet', { nets: ['corp'] }),
    'network spec.nets[0]',
    calico('NetworkSet', { nets: ['10.0.0.1/8', 'fd00::1'] }),
  ],
  ['a pool without a network', calico('IPPool', {}), 'network spec.cidr', pool({})],
  [
    'a pool that holds link-local addresses',
    pool({ cidr: '169.0.0.0/8' }),
    'network spec.cidr',
    pool({ cidr: '168.0.0.0/8' }),
  ],

  [
    'a pool smaller than its blocks',
    pool({ cidr: '10.0.0.0/28' }),
    'block-size spec.blockSize',
    pool({ cidr: '10.0.0.0/28', blockSize: 28 }),
  ],
  [
    'an IPv6 pool smaller than its blocks',
    pool({ cidr: 'fd00::/124' }),
    'block-size spec.blockSize',
    pool({ cidr: 'fd00::/124', disabled: true }),
  ],
  ['a block of /19', pool({ blockSize: 19 }), 'block-size spec.blockSize', pool({ blockSize: 20 })],

  [
    'both tunnels',
    pool({ ipipMode: 'Always', vxlanMode: 'CrossSubnet' }),
    'combination spec.ipipMode',
    pool({ ipipMode: 'Always', vxlanMode: 'Never' }),
  ],
  [
    'IP-in-IP for IPv6',
    pool({ cidr: 'fd00::/64', ipipMode: 'Always' }),
    'combination spec.ipipMode',
    pool({ cidr: 'fd00::/64', ipipMode: 'Never' }),
  ],
  [
    'a direction twice',
    policy({ types: ['Egress', 'Egress'] }),
    'combination spec.types[1]',
    policy({ types: ['Egress'] }),
  ],
  [
    'both families',
    to({ nets: ['10.0.0.0/8', 'fd00::/8'] }),
    `combination ${OUT}.destination.nets`,
    to({ nets: ['fd00::/8'] }),
  ],
  [
    'both families on two sides',
    egress({ source: { nets: ['10.0.0.0/8'] }, destination: { notNets: ['fd00::/8'] } }),
    `combination ${OUT}.destination.notNets`,
    egress({ source: { nets: ['10.0.0.0/8'] }, destination: { notNets: ['11.0.0.0/8'] } }),
  ],
  [
    'a family other than ipVersion',
    to({ nets: ['fd00::/8'] }, { ipVersion: 4 }),
    `combination ${OUT}.destination.nets`,
    to({ nets: ['fd00::/8'] }, { ipVersion: 6 }),
  ],
  [
    'ICMP and IPv6',
    egress({ protocol: 'ICMP', ipVersion: 6 }),
    `combination ${OUT}.ipVersion`,
    egress({ protocol: 'ICMPv6', ipVersion: 6 }),
  ],
  [
    'an ICMP type without ICMP',
    egress({ protocol: 1, icmp: { type: 8 } }),
    `combination ${OUT}.icmp`,
    egress({ protocol: 'ICMP', icmp: { type: 8 } }),
  ],
  [
    'an ICMP code without a type',
    egress({ notICMP: { code: 0 } }),
    `combination ${OUT}.notICMP.code`,
    egress({ notICMP: { type: 3, code: 0 } }),
  ],
  ['HTTP on egress', egress({ http: {} }), `combination ${OUT}.http`, ingress({ http: {} })],
  ['HTTP that is denied', ingress({ action: 'Deny', http: {} }), `combination ${IN}.http`, ingress({ http: {} })],
  [
    'HTTP over the number of TCP',
    ingress({ protocol: 6, http: {} }),
    `combination ${IN}.protocol`,
    ingress({ protocol: 'TCP', http: {} }),
  ],
  [
    'a method twice',
    ingress({ http: { methods: ['GET', 'PUT', 'GET'] } }),
    `combination ${IN}.http.methods[2]`,
    ingress({ http: { methods: ['GET', 'get'] } }),
  ],
  [
    'a Service with ports',
    to({ services: SERVICE, ports: [80] }),
    `combination ${OUT}.destination.ports`,
    to({ services: SERVICE }),
  ],
  [
    'a Service with a selector and networks',
    to({ services: SERVICE, selector: 'has(a)', nets: ['10.0.0.0/8'] }),
    `combination ${OUT}.destination.services`,
    to({ services: SERVICE, selector: '', nets: [] }),
  ],
  [
    'a Service without a name',
    to({ services: {} }),
    `combination ${OUT}.destination.services.name`,
    to({ services: { name: 'sql' } }),
  ],
  [
    'a Service where egress comes from',
    egress({ source: { services: SERVICE } }),
    `combination ${OUT}.source.services`,
    ingress({ source: { services: SERVICE } }),
  ],
  [
    'a Service without namespace in a policy without one',
    globally({ egress: [{ action: 'Allow', destination: { services: { name: 'sql' } } }] }),
    `combination ${OUT}.destination.services.namespace`,
    globally({ egress: [{ action: 'Allow', destination: { services: SERVICE } }] }),
  ],
  [
    'preDNAT alone',
    globally({ preDNAT: true }),
    'combination spec.applyOnForward',
    globally({ preDNAT: true, applyOnForward: true }),
  ],
  [
    'preDNAT and doNotTrack',
    globally({ preDNAT: true, doNotTrack: true, applyOnForward: true }),
    'combination spec.preDNAT',
    globally({ doNotTrack: true, applyOnForward: true }),
  ],
  [
    'preDNAT on egress',
    globally({ preDNAT: true, applyOnForward: true, types: ['Egress'] }),
    'combination spec.types',
    globally({ preDNAT: true, applyOnForward: true, types: ['Ingress'] }),
  ],
  [
    'a deletion with an order',
    calico('StagedNetworkPolicy', { stagedAction: 'Delete', order: 0 }),
    'combination spec.order',
    calico('StagedNetworkPolicy', { stagedAction: 'Delete', tier: 'default' }),
  ],
  [
    'the default tier elsewhere',
    calico('Tier', { order: 7 }, { name: 'default' }),
    'combination spec.order',
    calico('Tier', { order: 1_000_000 }, { name: 'default' }),
  ],

  ['capitals in a name', named('Web'), 'name metadata.name', named('web')],
  ['two dots', named('a.b.c', { tier: 'a' }), 'name metadata.name', named('knp.default.b.c')],
  [
    'a name without its tier',
    named('web', { tier: 'platform' }),
    'name metadata.name',
    named('platform.web', { tier: 'platform' }),
  ],
  ['a name of another tier', named('platform.web'), 'name metadata.name', named('default.web')],
  ['254 characters', named('a'.repeat(254)), 'name metadata.name', named('a'.repeat(253))],
  ['a tier that cannot be', named('web', { tier: 'A' }), 'name spec.tier', named('web', { tier: 'default' })],
  ['a tier with a dot', calico('Tier', {}, { name: 'a.b' }), 'name metadata.name', calico('Tier', {}, { name: 'a-b' })],
  [
    'a tier of 64 characters',
    calico('Tier', {}, { name: 'a'.repeat(64) }),
    'name metadata.name',
    calico('Tier', {}, { name: 'a'.repeat(63) }),
  ],
  [
    'a set with a blank in its name',
    calico('GlobalNetworkSet', {}, { name: 'a b' }),
    'name metadata.name',
    calico('GlobalNetworkSet', {}, { name: 'a.b' }),
  ],
  [
    'a Service in capitals',
    to({ services: { name: 'SQL' } }),
    `name ${OUT}.destination.services.name`,
    to({ services: { name: 'sql' } }),
  ],

  [
    'a key with a blank',
    policy({}, { name: 'web', labels: { 'a b': 'x' } }),
    'metadata metadata.labels',
    policy({}, { name: 'web', labels: { a: 'x' } }),
  ],
  [
    'a value with a blank',
    policy({}, { name: 'web', labels: { a: 'x y' } }),
    'metadata metadata.labels[a]',
    policy({}, { name: 'web', labels: { a: '' } }),
  ],
  [
    'too many annotations',
    policy({}, { name: 'web', annotations: { a: 'x'.repeat(2 ** 18) } }),
    'metadata metadata.annotations',
    policy({}, { name: 'web', annotations: { 'X.y/A': 'x' } }),
  ],
  [
    'a key in a rule',
    egress({ metadata: { annotations: { 'a b': '' } } }),
    `metadata ${OUT}.metadata.annotations`,
    egress({ metadata: { annotations: { a: '' } } }),
  ],
  [
    'the label of a namespace on a set',
    calico('NetworkSet', {}, { name: 'a', labels: { 'projectcalico.org/namespace': 'a' } }),
    'metadata metadata.labels[projectcalico.org/namespace]',
    policy({}, { name: 'web', labels: { 'projectcalico.org/namespace': 'a' } }),
  ],
  ['a host endpoint without a node', host({ node: '' }), 'value spec.node', host({})],
  ['a node with a blank', host({ node: 'a b' }), 'value spec.node', host({ node: 'a.b' })],
  [
    'a host endpoint of nothing',
    host({ interfaceName: '' }),
    'value spec.interfaceName',
    host({ interfaceName: '', expectedIPs: ['10.0.0.1'] }),
  ],
  [
    'an interface with a long name',
    host({ interfaceName: 'a'.repeat(16) }),
    'value spec.interfaceName',
    host({ interfaceName: 'a'.repeat(15) }),
  ],
  [
    'a network for an address',
    host({ expectedIPs: ['10.0.0.0/8'] }),
    'network spec.expectedIPs[0]',
    host({ expectedIPs: ['fd00::1'] }),
  ],
  ['a profile with a blank', host({ profiles: ['a b'] }), 'value spec.profiles[0]', host({ profiles: ['kns.a'] })],
  [
    'a port of a host without a name',
    host({ ports: [{ protocol: 'TCP', port: 80 }] }),
    'port spec.ports[0].name',
    host({ ports: [{ name: 'http', protocol: 'TCP', port: 80 }] }),
  ],
  [
    'a port of a host of a protocol without ports',
    host({ ports: [{ name: 'http', protocol: 'ICMP', port: 80 }] }),
    'port spec.ports[0].protocol',
    host({ ports: [{ name: 'http', protocol: 17, port: 80 }] }),
  ],
  [
    'a port of a host that is none',
    host({ ports: [{ name: 'http', protocol: 'TCP', port: 0 }] }),
    'port spec.ports[0].port',
    host({ ports: [{ name: 'http', protocol: 'TCP', port: 65_535 }] }),
  ],
];
