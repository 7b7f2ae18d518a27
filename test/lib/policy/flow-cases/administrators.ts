import { ALLOW, admin, type FlowCase, globally, IN, kubernetes, OUT } from './case';

const anyone = { namespaces: {} };
const network = (...networks: string[]) => ({ networks });
const FLOW = 'shop/web -> 8.8.8.8 TCP 443';
const deny = (to: object, more: object = {}) => ({ action: 'Deny', to: [to], ...more });
const admins = (name: string, ...egress: object[]) => admin('AdminNetworkPolicy', name, { priority: 10, egress });

/** Policies of administrators, as Calico 3.31 takes them in. */
export const ADMINISTRATORS: Readonly<Record<string, FlowCase>> = {
  'a lower priority comes first': {
    policies: [
      admin('AdminNetworkPolicy', 'a', { priority: 20, egress: [deny(network('0.0.0.0/0'))] }),
      admin('AdminNetworkPolicy', 'b', { priority: 10, egress: [{ action: 'Allow', to: [network('8.8.8.0/24')] }] }),
    ],
    flow: FLOW,
    linux: 'out: allow, AdminNetworkPolicy b converted rule 0',
    windows: 'out: allow',
  },
  'of equal priorities the name decides': {
    policies: [admins('b', { action: 'Allow', to: [network('0.0.0.0/0')] }), admins('a', deny(network('8.8.8.8/32')))],
    flow: FLOW,
    linux: 'out: deny, AdminNetworkPolicy a converted rule 0',
    windows: 'out: deny',
  },
  'Pass hands over to the other policies': {
    policies: [
      admins('a', { action: 'Pass', to: [network('8.8.8.8/32')] }, deny(network('0.0.0.0/0'))),
      kubernetes('open', { policyTypes: ['Egress'], egress: [{}] }),
    ],
    flow: FLOW,
    linux: 'out: allow, NetworkPolicy shop/open converted rule 0',
    windows: 'out: allow',
  },
  'what no rule is about goes on to the other policies': {
    policies: [admins('a', deny(network('10.0.0.0/8'))), globally('open', { ...OUT, egress: [ALLOW] })],
    flow: FLOW,
    linux: 'out: allow, GlobalNetworkPolicy open rule 0',
    windows: 'out: allow',
  },
  'what the baseline says nothing about is open': {
    policies: [admin('BaselineAdminNetworkPolicy', 'default', { egress: [deny(network('10.0.0.0/8'))] })],
    flow: FLOW,
    linux: 'out: allow, profile',
    windows: 'out: allow',
  },
  'Pass of Calico leads to the baseline': {
    policies: [
      globally('pass', { ...OUT, egress: [{ action: 'Pass' }] }),
      admin('BaselineAdminNetworkPolicy', 'default', { egress: [{ action: 'Allow', to: [network('8.8.8.8/32')] }] }),
    ],
    flow: FLOW,
    linux: 'out: allow, BaselineAdminNetworkPolicy default converted rule 0',
    windows: 'out: allow',
  },
  'who names pods and namespaces means pods that fit both': {
    policies: [
      admin('AdminNetworkPolicy', 'a', {
        priority: 1,
        ingress: [
          {
            action: 'Deny',
            from: [
              {
                pods: {
                  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'office' } },
                  podSelector: { matchLabels: { app: 'client' } },
                },
              },
            ],
          },
        ],
      }),
    ],
    flow: 'shop/client -> shop/web TCP 80',
    linux: 'out: allow, no policy; in: allow, profile',
    windows: 'out: allow; in: allow',
  },
  'a port by its number is of its protocol, TCP when none is named': {
    policies: [admins('a', deny(network('0.0.0.0/0'), { ports: [{ portNumber: { port: 443 } }] }))],
    flow: 'shop/web -> 8.8.8.8 UDP 443',
    linux: 'out: allow, profile',
    windows: 'out: allow',
  },
  'a range of ports holds both its ends': {
    policies: [admins('a', deny(network('0.0.0.0/0'), { ports: [{ portRange: { start: 80, end: 443 } }] }))],
    flow: FLOW,
    linux: 'out: deny, AdminNetworkPolicy a converted rule 0',
    windows: 'out: deny',
  },
  'the name of a port is taken for any port of any protocol': {
    policies: [admins('a', deny(network('0.0.0.0/0'), { ports: [{ namedPort: 'http' }] }))],
    flow: 'shop/web -> 8.8.8.8 UDP 53',
    linux: 'out: deny, AdminNetworkPolicy a converted rule 0',
    windows: 'out: deny',
  },
  'a policy without rules says nothing': {
    policies: [admins('a')],
    flow: FLOW,
    linux: 'out: allow, profile',
    windows: 'out: allow',
  },
  'no policy of an administrator is about what is no pod': {
    policies: [admin('AdminNetworkPolicy', 'a', { priority: 1, ingress: [{ action: 'Deny', from: [anyone] }] })],
    flow: 'office/client -> shop/agent TCP 80',
    linux: 'out: allow, no policy',
    windows: 'out: allow',
  },
  'a set of networks in a namespace is in the namespace': {
    policies: [
      {
        ...globally('', {}),
        kind: 'NetworkSet',
        metadata: { name: 'partner', namespace: 'office' },
        spec: { nets: ['203.0.113.0/24'] },
      },
      admin('AdminNetworkPolicy', 'a', { priority: 1, ingress: [{ action: 'Deny', from: [anyone] }] }),
    ],
    flow: '203.0.113.7 -> shop/web TCP 80',
    linux: 'in: deny, AdminNetworkPolicy a converted rule 0',
    windows: 'in: deny',
  },
  'without a namespace it is not': {
    policies: [
      {
        ...globally('', {}),
        kind: 'GlobalNetworkSet',
        metadata: { name: 'partner' },
        spec: { nets: ['203.0.113.0/24'] },
      },
      admin('AdminNetworkPolicy', 'a', { priority: 1, ingress: [{ action: 'Deny', from: [anyone] }] }),
      globally('open', { ...IN, ingress: [ALLOW] }),
    ],
    flow: '203.0.113.7 -> shop/web TCP 80',
    linux: 'in: allow, GlobalNetworkPolicy open rule 0',
    windows: 'in: allow',
  },
};
