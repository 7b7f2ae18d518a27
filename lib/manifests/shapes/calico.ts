import type { Shape } from '../shape';
import { NETWORK_POLICY_FIELDS } from './network-policy';

/** The fields of Calico's objects that rules read, with their types (projectcalico/api `pkg/apis/projectcalico/v3`). */

const TEXTS: Shape = { list: 'string' };

const ENTITY: Shape = {
  fields: {
    nets: TEXTS,
    notNets: TEXTS,
    selector: 'string',
    notSelector: 'string',
    namespaceSelector: 'string',
    ports: { list: 'integer or string' },
    notPorts: { list: 'integer or string' },
    services: { fields: { name: 'string', namespace: 'string' } },
    serviceAccounts: { fields: { names: TEXTS, selector: 'string' } },
  },
};

const ICMP: Shape = { fields: { type: 'integer', code: 'integer' } };

const RULE: Shape = {
  fields: {
    action: 'string',
    ipVersion: 'integer',
    protocol: 'integer or string',
    notProtocol: 'integer or string',
    icmp: ICMP,
    notICMP: ICMP,
    source: ENTITY,
    destination: ENTITY,
    http: { fields: { methods: TEXTS, paths: { list: { fields: { exact: 'string', prefix: 'string' } } } } },
    metadata: { fields: { annotations: { map: 'string' } } },
  },
};

const POLICY = {
  tier: 'string',
  order: 'number',
  selector: 'string',
  serviceAccountSelector: 'string',
  types: TEXTS,
  ingress: { list: RULE },
  egress: { list: RULE },
  performanceHints: TEXTS,
} as const;

const GLOBAL_POLICY = {
  ...POLICY,
  namespaceSelector: 'string',
  doNotTrack: 'boolean',
  preDNAT: 'boolean',
  applyOnForward: 'boolean',
} as const;

const NETWORK_SET: Shape = { fields: { nets: TEXTS } };

const POOL: Shape = {
  fields: {
    cidr: 'string',
    blockSize: 'integer',
    ipipMode: 'string',
    vxlanMode: 'string',
    nodeSelector: 'string',
    namespaceSelector: 'string',
    disabled: 'boolean',
  },
};

const IPAM: Shape = { fields: { strictAffinity: 'boolean', maxBlocksPerHost: 'integer' } };

const KINDS: Readonly<Record<string, Shape>> = {
  NetworkPolicy: { fields: POLICY },
  GlobalNetworkPolicy: { fields: GLOBAL_POLICY },
  StagedNetworkPolicy: { fields: { ...POLICY, stagedAction: 'string' } },
  StagedGlobalNetworkPolicy: { fields: { ...GLOBAL_POLICY, stagedAction: 'string' } },
  StagedKubernetesNetworkPolicy: { fields: { ...NETWORK_POLICY_FIELDS, stagedAction: 'string' } },
  Tier: { fields: { order: 'number', defaultAction: 'string' } },
  NetworkSet: NETWORK_SET,
  GlobalNetworkSet: NETWORK_SET,
  HostEndpoint: {
    fields: {
      node: 'string',
      interfaceName: 'string',
      expectedIPs: TEXTS,
      profiles: TEXTS,
      ports: { list: { fields: { name: 'string', protocol: 'integer or string', port: 'integer' } } },
    },
  },
  IPPool: POOL,
  IPAMConfiguration: IPAM,
  FelixConfiguration: { fields: { bpfEnabled: 'boolean', wireguardEnabled: 'boolean' } },
};

const INSTALLATION: Shape = {
  fields: {
    serviceCIDRs: TEXTS,
    kubernetesProvider: 'string',
    cni: { fields: { type: 'string', ipam: { fields: { type: 'string' } } } },
    calicoNetwork: {
      fields: {
        bgp: 'string',
        linuxDataplane: 'string',
        windowsDataplane: 'string',
        ipPools: { list: { fields: { cidr: 'string', encapsulation: 'string', blockSize: 'integer' } } },
      },
    },
    windowsNodes: 'any',
  },
};

/** By group and kind; Calico stores its objects in a group of their own, in which they look the same. */
export const CALICO_SHAPES: readonly [string, { readonly [field: string]: Shape }][] = [
  ...Object.entries(KINDS).flatMap(([kind, spec]): [string, { [field: string]: Shape }][] => [
    [`projectcalico.org/${kind}`, { spec }],
    [`crd.projectcalico.org/${kind}`, { spec }],
  ]),
  // the one kind that is called otherwise where it is stored
  ['crd.projectcalico.org/IPAMConfig', { spec: IPAM }],
  ['operator.tigera.io/Installation', { spec: INSTALLATION }],
];
