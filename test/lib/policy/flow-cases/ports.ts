import { ALLOW, calico, type FlowCase, globally, IN, inShop, OUT, tcp } from './case';

const icmp = (fields: object) => [inShop('ping', { ...IN, ingress: [{ ...ALLOW, protocol: 'ICMP', ...fields }] })];
const fromPorts = (ports: unknown[], field = 'ports') => [
  inShop('from', { ...IN, ingress: [{ ...ALLOW, protocol: 'TCP', source: { [field]: ports } }] }),
];
const host = calico(
  'HostEndpoint',
  { name: 'gateway', labels: { role: 'gateway' } },
  { node: 'node-c', expectedIPs: ['192.168.0.9'], ports: [{ name: 'proxy', protocol: 'TCP', port: 3128 }] },
);

/** Ports on either side, their names, and messages of ICMP. */
export const PORTS: Readonly<Record<string, FlowCase>> = {
  'a range of ports holds both its ends': {
    policies: [inShop('range', { ...IN, ingress: [tcp('Allow', '80:90')] })],
    flow: '8.8.8.8 -> shop/web TCP 90',
    linux: 'in: allow, NetworkPolicy shop/range rule 0',
    windows: 'in: allow',
  },
  'and nothing behind them': {
    policies: [inShop('range', { ...IN, ingress: [tcp('Allow', '80:90')] })],
    flow: '8.8.8.8 -> shop/web TCP 91',
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
  'ports are of one protocol': {
    policies: [inShop('tcp', { ...IN, ingress: [tcp('Allow', 80)] })],
    flow: '8.8.8.8 -> shop/web UDP 80',
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
  'a protocol by its number is the same': {
    policies: [inShop('tcp', { ...IN, ingress: [{ ...tcp('Allow', 80), protocol: 6 }] })],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: allow, NetworkPolicy shop/tcp rule 0',
    windows: 'in: allow',
  },
  'a protocol without ports is matched by its number': {
    policies: [inShop('gre', { ...IN, ingress: [{ ...ALLOW, protocol: 47 }] })],
    flow: '8.8.8.8 -> shop/web 47',
    linux: 'in: allow, NetworkPolicy shop/gre rule 0',
    windows: 'in: allow',
  },
  'ports of the source are matched on the side that connects': {
    policies: fromPorts([1024, '5000:6000']),
    flow: '8.8.8.8 -> shop/web TCP 80:5500',
    linux: 'in: allow, NetworkPolicy shop/from rule 0',
    windows: 'in: allow',
  },
  'and other ports of the source are not': {
    policies: fromPorts([1024, '5000:6000']),
    flow: '8.8.8.8 -> shop/web TCP 5500:80',
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
  'notPorts of the source are not known to Windows': {
    policies: fromPorts([1024], 'notPorts'),
    flow: '8.8.8.8 -> shop/web TCP 80:5500',
    linux: 'in: allow, NetworkPolicy shop/from rule 0',
    windows: 'in: deny',
  },
  'notPorts leave out what a port is called': {
    policies: [
      inShop('others', { ...IN, ingress: [{ ...ALLOW, protocol: 'TCP', destination: { notPorts: ['http'] } }] }),
    ],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
  'and nothing else': {
    policies: [
      inShop('others', { ...IN, ingress: [{ ...ALLOW, protocol: 'TCP', destination: { notPorts: ['http'] } }] }),
    ],
    flow: '8.8.8.8 -> shop/web TCP 8080',
    linux: 'in: allow, NetworkPolicy shop/others rule 0',
    windows: 'in: deny',
  },
  'the name of a port is looked up on the pod that is connected to': {
    policies: [globally('named', { ...OUT, egress: [tcp('Allow', 'dns-tcp')] })],
    flow: 'shop/web -> kube-system/dns TCP 53',
    linux: 'out: allow, GlobalNetworkPolicy named rule 0; in: allow, no policy',
    windows: 'out: deny; in: allow',
  },
  'a name that the pod does not have is no port': {
    policies: [globally('named', { ...OUT, egress: [tcp('Allow', 'http')] })],
    flow: 'shop/web -> kube-system/dns TCP 53',
    linux: 'out: deny, end of tier default; in: allow, no policy',
    windows: 'out: deny; in: allow',
  },
  'the name of a port is of its protocol': {
    policies: [globally('named', { ...OUT, egress: [{ ...tcp('Allow', 'dns'), protocol: 'TCP' }] })],
    flow: 'shop/web -> kube-system/dns TCP 53',
    linux: 'out: deny, end of tier default; in: allow, no policy',
    windows: 'out: deny; in: allow',
  },
  'the name of a port beside a selector is looked up on whom it picks': {
    policies: [
      globally('named', {
        ...OUT,
        egress: [{ ...ALLOW, protocol: 'UDP', destination: { selector: 'app == "web"', ports: ['dns'] } }],
      }),
    ],
    flow: 'shop/web -> kube-system/dns UDP 53',
    linux: 'out: deny, end of tier default; in: allow, no policy',
    windows: 'out: deny; in: allow',
  },
  'a host endpoint has names of ports, too': {
    policies: [host, globally('named', { ...OUT, egress: [tcp('Allow', 'proxy')] })],
    flow: 'shop/web -> 192.168.0.9 TCP 3128',
    linux: 'out: allow, GlobalNetworkPolicy named rule 0',
    windows: 'out: deny',
  },
  'a type of ICMP without a code means every code': {
    policies: icmp({ icmp: { type: 3 } }),
    flow: '8.8.8.8 -> shop/web ICMP 3/4',
    linux: 'in: allow, NetworkPolicy shop/ping rule 0',
    windows: 'in: deny',
  },
  'a type of ICMP with a code means that one': {
    policies: icmp({ icmp: { type: 3, code: 1 } }),
    flow: '8.8.8.8 -> shop/web ICMP 3/4',
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
  'notICMP means any other message': {
    policies: icmp({ notICMP: { type: 8 } }),
    flow: '8.8.8.8 -> shop/web ICMP 3/4',
    linux: 'in: allow, NetworkPolicy shop/ping rule 0',
    windows: 'in: deny',
  },
};
