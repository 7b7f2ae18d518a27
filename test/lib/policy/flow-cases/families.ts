import { ALLOW, calico, type FlowCase, globally, IN, inShop, kubernetes, OUT } from './case';

const allowed = 'in: allow, NetworkPolicy shop/open rule 0';
const denied = 'in: deny, end of tier default';
const from = (source: object, more: object = {}) => [
  inShop('open', { ...IN, ingress: [{ ...ALLOW, ...more, source }] }),
];

/** IPv6 on Linux; under Calico there is none on Windows, and a rule about it is no rule there. */
export const FAMILIES: Readonly<Record<string, FlowCase>> = {
  'a network of IPv6 holds its addresses': {
    policies: from({ nets: ['2001:db8::/32'] }),
    flow: '2001:db8::7 -> shop/web TCP 80',
    linux: allowed,
    windows: '',
  },
  'and no others': {
    policies: from({ nets: ['2001:db8::/32'] }),
    flow: '2001:db9::7 -> shop/web TCP 80',
    linux: denied,
    windows: '',
  },
  'a rule about networks of IPv6 says nothing of IPv4': {
    policies: from({ nets: ['::/0'] }),
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: denied,
    windows: 'in: deny',
  },
  'notNets of IPv6 say nothing of IPv4, either': {
    policies: from({ notNets: ['2001:db8::/32'] }),
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: denied,
    windows: 'in: deny',
  },
  'ipVersion 4 says nothing of IPv6': {
    policies: from({}, { ipVersion: 4 }),
    flow: '2001:db8::7 -> shop/web TCP 80',
    linux: denied,
    windows: '',
  },
  'ICMPv6 is a protocol of its own': {
    policies: from({}, { protocol: 'ICMPv6', icmp: { type: 128 } }),
    flow: '2001:db8::7 -> shop/web ICMPv6 128/0',
    linux: allowed,
    windows: '',
  },
  'a selector picks a pod by all its addresses': {
    policies: [globally('to-dns', { ...OUT, egress: [{ ...ALLOW, destination: { selector: 'has(k8s-app)' } }] })],
    flow: 'shop/web -> fd00::10:0:9:1 UDP 53',
    linux: 'out: allow, GlobalNetworkPolicy to-dns rule 0; in: allow, no policy',
    windows: '',
  },
  'a set of networks may hold both families': {
    policies: [
      calico(
        'GlobalNetworkSet',
        { name: 'partner', labels: { kind: 'partner' } },
        { nets: ['8.8.8.0/24', '2001:db8::7'] },
      ),
      globally('partner', { ...IN, ingress: [{ ...ALLOW, source: { selector: 'kind == "partner"' } }] }),
    ],
    flow: '2001:db8::7 -> shop/web TCP 80',
    linux: 'in: allow, GlobalNetworkPolicy partner rule 0',
    windows: '',
  },
  'a block of Kubernetes may be of IPv6, with exceptions': {
    policies: [
      kubernetes('block', {
        ingress: [{ from: [{ ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } }] }],
      }),
    ],
    flow: '2001:db8:1::7 -> shop/web TCP 80',
    linux: denied,
    windows: '',
  },
};
