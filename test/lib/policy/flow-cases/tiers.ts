import { ALLOW, calico, type FlowCase, globally, IN, inShop, kubernetes, OUT, tcp, tier } from './case';

const FLOW = 'shop/web -> 8.8.8.8 TCP 443';
const DENY = { action: 'Deny' };
const pass = (net: string) => ({ action: 'Pass', protocol: 'TCP', destination: { nets: [net], ports: [443] } });
const passOf = (selector: string) => ({ action: 'Pass', protocol: 'TCP', destination: { selector, ports: [443] } });

/** Which policy comes first. */
export const TIERS: Readonly<Record<string, FlowCase>> = {
  'of policies of one order the name decides': {
    policies: [
      globally('b', { ...OUT, order: 10, egress: [ALLOW] }),
      globally('a', { ...OUT, order: 10, egress: [DENY] }),
    ],
    flow: FLOW,
    linux: 'out: deny, GlobalNetworkPolicy a rule 0',
    windows: 'out: deny',
  },
  'of policies without an order as well': {
    policies: [globally('b', { ...OUT, egress: [ALLOW] }), globally('a', { ...OUT, egress: [DENY] })],
    flow: FLOW,
    linux: 'out: deny, GlobalNetworkPolicy a rule 0',
    windows: 'out: deny',
  },
  'a global policy comes before one of a namespace that begins later in the alphabet': {
    policies: [
      inShop('a', { ...OUT, order: 10, egress: [ALLOW] }),
      globally('z', { ...OUT, order: 10, egress: [DENY] }),
    ],
    flow: FLOW,
    linux: 'out: deny, GlobalNetworkPolicy z rule 0',
    windows: 'out: deny',
  },
  'a policy of Kubernetes has the order 1000': {
    policies: [
      inShop('a', { ...OUT, order: 1000.5, egress: [DENY] }),
      kubernetes('z', { policyTypes: ['Egress'], egress: [{}] }),
    ],
    flow: FLOW,
    linux: 'out: allow, NetworkPolicy shop/z converted rule 0',
    windows: 'out: allow',
  },
  'a tier comes before one of a higher order, whatever the orders of their policies': {
    policies: [
      tier('late', 'Deny'),
      calico('Tier', { name: 'early' }, { order: 1, defaultAction: 'Deny' }),
      globally('late.a', { ...OUT, tier: 'late', order: 1, egress: [DENY] }),
      globally('early.z', { ...OUT, tier: 'early', order: 99, egress: [ALLOW] }),
    ],
    flow: FLOW,
    linux: 'out: allow, GlobalNetworkPolicy early.z rule 0',
    windows: 'out: allow',
  },
  'a tier without an order comes after the default one': {
    policies: [
      calico('Tier', { name: 'last' }, {}),
      globally('last.a', { ...OUT, tier: 'last', egress: [DENY] }),
      globally('open', { ...OUT, egress: [ALLOW] }),
    ],
    flow: FLOW,
    linux: 'out: allow, GlobalNetworkPolicy open rule 0',
    windows: 'out: allow',
  },
  'a tier that nobody has comes last, and denies': {
    policies: [globally('nowhere.a', { ...OUT, tier: 'nowhere' })],
    flow: FLOW,
    linux: 'out: deny, end of tier nowhere',
    windows: 'out: deny',
  },
  'a tier is passed over when none of its policies is about the direction': {
    policies: [tier('team', 'Deny'), globally('team.in', { ...IN, tier: 'team' })],
    flow: FLOW,
    linux: 'out: allow, no policy',
    windows: 'out: allow',
  },
  'Pass leaves the other policies of its tier out': {
    policies: [
      tier('team', 'Deny'),
      globally('team.a', { ...OUT, tier: 'team', order: 1, egress: [{ action: 'Pass' }] }),
      globally('team.b', { ...OUT, tier: 'team', order: 2, egress: [DENY] }),
      globally('open', { ...OUT, egress: [tcp('Allow', 443)] }),
    ],
    flow: FLOW,
    linux: 'out: allow, GlobalNetworkPolicy open rule 0',
    windows: 'out: allow',
  },
  'Pass of a network meets only the rules that are about it': {
    policies: [
      tier('team', 'Deny'),
      globally('team.a', { ...OUT, tier: 'team', egress: [{ action: 'Pass', destination: { nets: ['10.0.0.0/8'] } }] }),
      globally('open', { ...OUT, egress: [ALLOW] }),
    ],
    flow: FLOW,
    linux: 'out: deny, end of tier team',
    windows: 'out: deny',
  },
  'Pass and a rule about other networks do not meet, and do not break Felix': {
    policies: [
      tier('team', 'Deny'),
      globally('team.a', { ...OUT, tier: 'team', egress: [pass('10.0.0.0/8')] }),
      globally('open', { ...OUT, egress: [{ ...pass('8.8.8.0/24'), action: 'Allow' }] }),
    ],
    flow: FLOW,
    linux: 'out: deny, end of tier team',
    windows: 'out: deny',
  },
  'Pass and a rule about pods that are not both do not meet, either': {
    policies: [
      tier('team', 'Deny'),
      globally('team.a', { ...OUT, tier: 'team', egress: [passOf('app == "client"')] }),
      globally('open', { ...OUT, egress: [{ ...passOf('has(k8s-app)'), action: 'Allow' }] }),
    ],
    flow: FLOW,
    linux: 'out: deny, end of tier team',
    windows: 'out: deny',
  },
  'a rule about pods that nobody has is not handed to Windows, and does not break Felix': {
    policies: [
      tier('team', 'Deny'),
      globally('team.a', { ...OUT, tier: 'team', egress: [tcp('Pass', 443)] }),
      globally('open', { ...OUT, egress: [{ ...passOf('app == "nobody"'), action: 'Allow' }] }),
    ],
    flow: FLOW,
    linux: 'out: deny, end of tier default',
    windows: 'out: deny',
  },
  'Pass and a rule about one network meet': {
    policies: [
      tier('team', 'Deny'),
      globally('team.a', { ...OUT, tier: 'team', egress: [pass('10.0.0.0/8')] }),
      globally('open', { ...OUT, egress: [{ ...pass('10.0.0.0/24'), action: 'Allow' }] }),
    ],
    flow: FLOW,
    linux: 'out: deny, end of tier team',
    windows: 'out: broken',
  },
  'a policy that is staged for its deletion is none': {
    policies: [calico('StagedGlobalNetworkPolicy', { name: 'gone' }, { stagedAction: 'Delete' })],
    flow: FLOW,
    linux: 'out: allow, no policy',
    windows: 'out: allow',
  },
  'a staged policy of Kubernetes without types is about ingress only, and cuts off on Windows': {
    policies: [calico('StagedKubernetesNetworkPolicy', { name: 'plan', namespace: 'shop' }, { egress: [{}] })],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: allow, no policy',
    windows: 'in: deny',
  },
  'a policy before the translation of addresses is not about pods': {
    policies: [globally('nodes', { preDNAT: true, applyOnForward: true, ingress: [DENY] })],
    flow: '8.8.8.8 -> shop/web TCP 80',
    linux: 'in: allow, no policy',
    windows: 'in: allow',
  },
};
