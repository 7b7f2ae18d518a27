import {
  ALLOW,
  admin,
  calico,
  type FlowCase,
  globally,
  IN,
  inShop,
  kubernetes,
  METADATA,
  OUT,
  tcp,
  tier,
  to,
  WEB,
} from './case';

/** What policies mean on either system, one trait each. */
export const TRAITS: Readonly<Record<string, FlowCase>> = {
  'a pod that no policy selects receives from anywhere': {
    policies: [],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: allow, no policy',
    windows: 'in: allow',
  },
  'a policy without rules closes the direction that it is for': {
    policies: [inShop('closed', IN)],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
  'a policy without rules leaves the other direction open': {
    policies: [inShop('closed', IN)],
    flow: 'shop/web -> 8.8.8.8 TCP 80',
    linux: 'out: allow, no policy',
    windows: 'out: allow',
  },
  'a denial of a lower order comes before what allows all': {
    policies: [
      globally('open', { ...OUT, order: 20, egress: [ALLOW] }),
      globally('no-metadata', { ...OUT, order: 10, egress: [{ action: 'Deny', ...to(METADATA) }] }),
    ],
    flow: 'shop/web -> 169.254.169.254 TCP 80',
    linux: 'out: deny, GlobalNetworkPolicy no-metadata rule 0',
    windows: 'out: deny',
  },
  'an exception of a block is not known to Windows, which leaves the rule out': {
    policies: [
      kubernetes('except', {
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [METADATA] } }] }],
      }),
    ],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: allow, NetworkPolicy shop/except converted rule 0',
    windows: 'out: deny',
  },
  'a denial of all but a network is not known to Windows, which lets it pass': {
    policies: [
      globally('inside-only', {
        ...OUT,
        order: 1,
        egress: [{ action: 'Deny', destination: { notNets: ['10.0.0.0/8'] } }, ALLOW],
      }),
    ],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: deny, GlobalNetworkPolicy inside-only rule 0',
    windows: 'out: allow',
  },
  'Pass in the last tier leads to the profiles on Linux, and to a denial on Windows': {
    policies: [globally('pass', { ...OUT, egress: [{ action: 'Pass' }] })],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: allow, profile',
    windows: 'out: deny',
  },
  'a tier that passes by default leads on to the profiles': {
    policies: [tier('team', 'Pass'), globally('team.none', { ...OUT, tier: 'team' })],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: allow, profile',
    windows: 'out: allow',
  },
  'a tier that denies by default ends there': {
    policies: [tier('team', 'Deny'), globally('team.none', { ...OUT, tier: 'team' })],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: deny, end of tier team',
    windows: 'out: deny',
  },
  'Pass of one port and Allow of another make Allow of any port on Windows': {
    policies: [
      tier('team', 'Deny'),
      globally('team.pass', { ...OUT, tier: 'team', egress: [tcp('Pass', 80)] }),
      globally('tls', { ...OUT, egress: [tcp('Allow', 443)] }),
    ],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: deny, end of tier team',
    windows: 'out: allow',
  },
  'Pass and Allow of the same port break Felix on Windows': {
    policies: [
      tier('team', 'Deny'),
      globally('team.pass', { ...OUT, tier: 'team', egress: [tcp('Pass', 80)] }),
      globally('http', { ...OUT, egress: [tcp('Allow', 80)] }),
    ],
    flow: 'shop/web -> 8.8.8.8 TCP 80',
    linux: 'out: allow, GlobalNetworkPolicy http rule 0',
    windows: 'out: broken',
  },
  'Pass of ports above Allow of any port is harmless': {
    policies: [
      tier('team', 'Deny'),
      globally('team.pass', { ...OUT, tier: 'team', egress: [tcp('Pass', 80)] }),
      globally('open', { ...OUT, egress: [ALLOW] }),
    ],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: deny, end of tier team',
    windows: 'out: deny',
  },
  'a port by its name is not known to Windows': {
    policies: [inShop('http', { ...IN, ingress: [tcp('Allow', 'http')] })],
    flow: 'shop/client -> shop/web TCP 80',
    linux: 'out: allow, no policy; in: allow, NetworkPolicy shop/http rule 0',
    windows: 'out: allow; in: deny',
  },
  'numbers beside the name of a port are lost with it on Windows': {
    policies: [inShop('http', { ...IN, ingress: [tcp('Allow', 'http', 8080)] })],
    flow: '8.8.8.8 -> shop/web TCP 8080',
    linux: 'in: allow, NetworkPolicy shop/http rule 0',
    windows: 'in: deny',
  },
  'Log is followed by the next rule': {
    policies: [globally('logged', { ...OUT, egress: [{ action: 'Log' }, ALLOW] })],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: allow, GlobalNetworkPolicy logged rule 1',
    windows: 'out: allow',
  },
  'a staged policy decides nothing on Linux, and cuts off what follows it in its tier on Windows': {
    policies: [
      calico('StagedGlobalNetworkPolicy', { name: 'planned' }, { ...OUT, order: 10, egress: [{ action: 'Deny' }] }),
      globally('open', { ...OUT, order: 20, egress: [ALLOW] }),
    ],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: allow, GlobalNetworkPolicy open rule 0',
    windows: 'out: deny',
  },
  'a staged policy alone cuts a pod off on Windows': {
    policies: [calico('StagedGlobalNetworkPolicy', { name: 'planned' }, { ...OUT, egress: [{ action: 'Deny' }] })],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: allow, no policy',
    windows: 'out: deny',
  },
  'a staged policy in a tier that passes does not cut it off': {
    policies: [
      tier('team', 'Pass'),
      calico(
        'StagedGlobalNetworkPolicy',
        { name: 'team.planned' },
        { ...OUT, tier: 'team', egress: [{ action: 'Deny' }] },
      ),
    ],
    flow: 'shop/web -> 8.8.8.8 TCP 443',
    linux: 'out: allow, no policy',
    windows: 'out: allow',
  },
  'a denial of an order below 1000 comes before a policy of Kubernetes': {
    policies: [
      globally('closed', { ...IN, order: 500, ingress: [{ action: 'Deny' }] }),
      kubernetes('open', { ingress: [{}] }),
    ],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: deny, GlobalNetworkPolicy closed rule 0',
    windows: 'in: deny',
  },
  'a denial without an order comes after a policy of Kubernetes': {
    policies: [globally('closed', { ...IN, ingress: [{ action: 'Deny' }] }), kubernetes('open', { ingress: [{}] })],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: allow, NetworkPolicy shop/open converted rule 0',
    windows: 'in: allow',
  },
  'a selector of a policy in a namespace means pods of that namespace': {
    policies: [inShop('clients', { ...IN, ingress: [{ ...ALLOW, source: { selector: 'app == "client"' } }] })],
    flow: 'office/client -> shop/web TCP 80',
    linux: 'out: allow, no policy; in: deny, end of tier default',
    windows: 'out: allow; in: deny',
  },
  'a selector of a global policy means pods of any namespace': {
    policies: [globally('clients', { ...IN, ingress: [{ ...ALLOW, source: { selector: 'app == "client"' } }] })],
    flow: 'office/client -> shop/web TCP 80',
    linux: 'out: allow, no policy; in: allow, GlobalNetworkPolicy clients rule 0',
    windows: 'out: allow; in: allow',
  },
  'a rule without a selector or a network means anybody': {
    policies: [inShop('open', { ...IN, ingress: [ALLOW] })],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: allow, NetworkPolicy shop/open rule 0',
    windows: 'in: allow',
  },
  'a service in a rule makes Windows forget its protocol': {
    policies: [
      globally('dns', {
        ...OUT,
        egress: [
          { ...ALLOW, protocol: 'TCP', destination: { services: { name: 'kube-dns', namespace: 'kube-system' } } },
        ],
      }),
    ],
    flow: 'shop/web -> kube-system/dns UDP 53',
    linux: 'out: deny, end of tier default; in: allow, no policy',
    windows: 'out: allow; in: allow',
  },
  'a service without its namespace means nothing': {
    policies: [
      calico(
        'NetworkPolicy',
        { name: 'dns', namespace: 'kube-system' },
        {
          types: ['Egress'],
          egress: [{ ...ALLOW, destination: { services: { name: 'kube-dns' } } }],
        },
      ),
    ],
    flow: 'kube-system/dns -> kube-system/dns UDP 53',
    linux: 'out: deny, end of tier default; in: allow, no policy',
    windows: 'out: deny; in: allow',
  },
  'a pod on the network of its node is not governed': {
    policies: [globally('closed', { selector: 'all()', types: ['Ingress', 'Egress'] })],
    flow: 'shop/agent -> 8.8.8.8 TCP 443',
    linux: '',
    windows: '',
  },
  'a pod receives from its own node whatever is denied': {
    policies: [inShop('closed', IN)],
    flow: 'shop/agent -> shop/web TCP 80',
    linux: 'in: allow, own node',
    windows: 'in: allow',
  },
  'a pod does not receive from another node what is denied': {
    policies: [inShop('closed', IN)],
    flow: 'shop/remote-agent -> shop/web TCP 80',
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
  'egress rules alone, without types, leave ingress open': {
    policies: [inShop('egress', { ...WEB, egress: [ALLOW] })],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: allow, no policy',
    windows: 'in: allow',
  },
  'a selector that is not to match is folded into the one that is': {
    policies: [
      globally('others', {
        ...IN,
        ingress: [{ ...ALLOW, source: { selector: 'has(app)', notSelector: 'app == "client"' } }],
      }),
    ],
    flow: 'shop/client -> shop/web TCP 80',
    linux: 'out: allow, no policy; in: deny, end of tier default',
    windows: 'out: allow; in: deny',
  },
  'a global set of networks is reached from a namespace by global()': {
    policies: [
      calico('GlobalNetworkSet', { name: 'partners', labels: { role: 'partner' } }, { nets: ['203.0.113.0/24'] }),
      inShop('partners', {
        ...OUT,
        egress: [{ ...ALLOW, destination: { selector: 'role == "partner"', namespaceSelector: 'global()' } }],
      }),
    ],
    flow: 'shop/web -> 203.0.113.7 TCP 443',
    linux: 'out: allow, NetworkPolicy shop/partners rule 0',
    windows: 'out: allow',
  },
  'a set of networks passes for a namespace by its own label': {
    policies: [
      calico(
        'NetworkSet',
        { name: 'spoof', namespace: 'office', labels: { 'pcns.projectcalico.org/name': 'kube-system' } },
        { nets: ['203.0.113.0/24'] },
      ),
      globally('system', {
        ...OUT,
        egress: [{ ...ALLOW, destination: { namespaceSelector: 'projectcalico.org/name == "kube-system"' } }],
      }),
    ],
    flow: 'shop/web -> 203.0.113.7 TCP 443',
    linux: 'out: allow, GlobalNetworkPolicy system rule 0',
    windows: 'out: allow',
  },
  'a service account is known by its name': {
    policies: [inShop('buyers', { ...IN, ingress: [{ ...ALLOW, source: { serviceAccounts: { names: ['buyer'] } } }] })],
    flow: 'shop/client -> shop/web TCP 80',
    linux: 'out: allow, no policy; in: allow, NetworkPolicy shop/buyers rule 0',
    windows: 'out: allow; in: allow',
  },
  'a type of ICMP is not known to Windows': {
    policies: [inShop('ping', { ...IN, ingress: [{ ...ALLOW, protocol: 'ICMP', icmp: { type: 8 } }] })],
    flow: '8.8.8.8 -> shop/web ICMP 8/0',
    linux: 'in: allow, NetworkPolicy shop/ping rule 0',
    windows: 'in: deny',
  },
  'ICMP without a type is': {
    policies: [inShop('ping', { ...IN, ingress: [{ ...ALLOW, protocol: 'ICMP' }] })],
    flow: '8.8.8.8 -> shop/web ICMP 8/0',
    linux: 'in: allow, NetworkPolicy shop/ping rule 0',
    windows: 'in: allow',
  },
  'a rule of one family of addresses is not for the other, which Windows does not have': {
    policies: [
      inShop('families', { ...IN, ingress: [{ ...ALLOW, ipVersion: 6, source: { nets: ['2001:db8::/32'] } }] }),
    ],
    flow: '2001:db8::7 -> shop/web TCP 80',
    linux: 'in: allow, NetworkPolicy shop/families rule 0',
    windows: '',
  },
  'a denial of an administrator comes before a policy of Kubernetes': {
    policies: [
      admin('AdminNetworkPolicy', 'no-office', {
        priority: 10,
        ingress: [
          { action: 'Deny', from: [{ namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'office' } } }] },
        ],
      }),
      kubernetes('open', { ingress: [{}] }),
    ],
    flow: 'office/client -> shop/web TCP 80',
    linux: 'out: allow, no policy; in: deny, AdminNetworkPolicy no-office converted rule 0',
    windows: 'out: allow; in: deny',
  },
  'the baseline of an administrator holds where no other policy does': {
    policies: [
      admin('BaselineAdminNetworkPolicy', 'default', { ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] }),
    ],
    flow: 'office/client -> shop/web TCP 80',
    linux: 'out: allow, no policy; in: deny, BaselineAdminNetworkPolicy default converted rule 0',
    windows: 'out: allow; in: deny',
  },
  'and not where one does': {
    policies: [
      admin('BaselineAdminNetworkPolicy', 'default', { ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] }),
      kubernetes('open', { ingress: [{}] }),
    ],
    flow: 'office/client -> shop/web TCP 80',
    linux: 'out: allow, no policy; in: allow, NetworkPolicy shop/open converted rule 0',
    windows: 'out: allow; in: allow',
  },
};
