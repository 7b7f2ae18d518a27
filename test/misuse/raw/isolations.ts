import { mistake, object, type RawForm, type RawForms } from './raw-form';

const POLICY = object('networking.k8s.io/v1', 'NetworkPolicy', {
  podSelector: {},
  egress: [{ to: [{ ipBlock: { cidr: '10.9.0.0/24' } }], ports: [{ port: 80 }] }],
});
const FROM = object('networking.k8s.io/v1', 'NetworkPolicy', {
  podSelector: {},
  ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
});

const MATCH_LABELS = ['spec.ingress[0].from[0].podSelector.matchLabels'];

/** What its format cannot say is a field that a policy of Kubernetes does not have. */
const FORMAT = { prop: 'format' };

function toAddress(value: string, prop: string, since?: RawForm['since']): RawForm {
  return mistake(POLICY, 'spec.egress[0].to[0].ipBlock.cidr', value, { prop, since });
}

function toPort(value: unknown): RawForm {
  return mistake(POLICY, 'spec.egress[0].ports[0].port', value, { prop: 'port' });
}

/** What wrong isolations look like in YAML, in policies of Kubernetes; `calico.ts` has those of Calico. */
export const ISOLATION_FORMS: RawForms = {
  'isolates a whole cluster by policies of Kubernetes': mistake(POLICY, 'spec.namespaceSelector', {}, FORMAT),
  'allows a Service in policies of Kubernetes': mistake(
    POLICY,
    'spec.egress[0].to[0].services',
    { name: 'kubernetes', namespace: 'default' },
    FORMAT,
  ),
  'isolates no namespace that is known': mistake(POLICY, 'metadata.namespace', undefined, { prop: 'namespaces' }),
  'isolates the system': mistake(POLICY, 'metadata.namespace', 'kube-system', { prop: 'namespaces' }),
  'permits what it does not isolate': mistake(POLICY, 'metadata.namespace', 'default', { prop: 'permission' }),
  'permits the way to the credentials of the node': toAddress('169.254.169.254/32', 'cidrs'),
  'permits everything by permitting no port': mistake(POLICY, 'spec.egress[0].ports', undefined, { prop: 'ports' }),
  'permits a port by its name, in plain JavaScript': toPort('http'),
  'permits port 0': toPort(0),
  'permits port 65536': toPort(65536),
  'permits half a port': toPort(80.5),
  'permits ports that run backwards': mistake(POLICY, 'spec.egress[0].ports[0].endPort', 70, { prop: 'port' }),
  'finds pods by a value with both kinds of quotes': mistake(
    FROM,
    'spec.ingress[0].from[0].podSelector.matchLabels[app]',
    `"it's"`,
    { prop: 'from[app]', named: MATCH_LABELS },
  ),
  'finds pods by a label that is none': mistake(
    FROM,
    'spec.ingress[0].from[0].podSelector.matchLabels[my app]',
    'web',
    { prop: 'from', named: MATCH_LABELS },
  ),
  'names policies as no object can be named': mistake(POLICY, 'metadata.name', 'Shop_Policy'),
  'names policies with a dot': mistake(POLICY, 'metadata.name', 'shop.policy'),
  'gives the name of a domain controller for its address': toAddress('dc1.corp.example', 'addresses[0]'),
  'gives the network of the domain controllers with host bits': toAddress('10.9.1.1/24', 'addresses[0]', '1.36'),
  'gives the network of the domain controllers with a prefix of 33': toAddress('10.9.1.0/33', 'addresses[0]'),
  'gives no domain controller': mistake(POLICY, 'spec.egress[0].to', [], { prop: 'addresses' }),
  'takes a whole network out of itself': mistake(POLICY, 'spec.egress[0].to[0].ipBlock.except[0]', '10.9.0.0/16', {
    prop: 'from.except',
  }),
  'gives an IPv6 address of a domain controller': toAddress('fd00::4/128', 'addresses[0]'),
};
