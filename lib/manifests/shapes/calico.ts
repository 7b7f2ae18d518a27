import type { Shape } from '../shape';
import { shapeOfType } from './kubernetes';
import type { KindShape } from './shapes';

/** The fields of Calico's objects, with their types (projectcalico/api `pkg/apis/projectcalico/v3`). */

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
    natOutgoing: 'boolean',
    nodeSelector: 'string',
    namespaceSelector: 'string',
    disabled: 'boolean',
    disableBGPExport: 'boolean',
    allowedUses: TEXTS,
    assignmentMode: 'string',
    // older spellings of two of them
    ipip: 'any',
    'nat-outgoing': 'boolean',
  },
};

const HOST_ENDPOINT: Shape = {
  fields: {
    node: 'string',
    interfaceName: 'string',
    expectedIPs: TEXTS,
    profiles: TEXTS,
    ports: { list: { fields: { name: 'string', protocol: 'integer or string', port: 'integer' } } },
  },
};

const IPAM: Shape = {
  fields: {
    strictAffinity: 'boolean',
    maxBlocksPerHost: 'integer',
    autoAllocateBlocks: 'boolean',
    kubeVirtVMAddressPersistence: 'string',
  },
};

const KUBERNETES_POLICY = shapeOfType('NetworkPolicySpec') as { readonly fields: Readonly<Record<string, Shape>> };

const COMPLETE: Readonly<Record<string, Shape>> = {
  NetworkPolicy: { fields: POLICY },
  GlobalNetworkPolicy: { fields: GLOBAL_POLICY },
  StagedNetworkPolicy: { fields: { ...POLICY, stagedAction: 'string' } },
  StagedGlobalNetworkPolicy: { fields: { ...GLOBAL_POLICY, stagedAction: 'string' } },
  StagedKubernetesNetworkPolicy: { fields: { ...KUBERNETES_POLICY.fields, stagedAction: 'string' } },
  Tier: { fields: { order: 'number', defaultAction: 'string' } },
  NetworkSet: NETWORK_SET,
  GlobalNetworkSet: NETWORK_SET,
  HostEndpoint: HOST_ENDPOINT,
  IPPool: POOL,
  IPAMConfiguration: IPAM,
};

/** Of these, which have very many fields, only those that rules read. */
const PARTLY: Readonly<Record<string, Shape>> = {
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
export const CALICO_SHAPES: readonly (readonly [string, KindShape])[] = [
  ...ofCalico(COMPLETE, true),
  ...ofCalico(PARTLY, false),
  // the one kind that is called otherwise where it is stored
  ['crd.projectcalico.org/IPAMConfig', withSpec(IPAM, false)],
  ['operator.tigera.io/Installation', withSpec(INSTALLATION, false)],
];

function ofCalico(specs: Readonly<Record<string, Shape>>, isComplete: boolean): (readonly [string, KindShape])[] {
  return Object.entries(specs).flatMap(([kind, spec]) =>
    ['projectcalico.org', 'crd.projectcalico.org'].map(
      (group) => [`${group}/${kind}`, withSpec(spec, isComplete)] as const,
    ),
  );
}

function withSpec(spec: Shape, isComplete: boolean): KindShape {
  const metadata = shapeOfType('ObjectMeta');
  return { shape: { fields: { apiVersion: 'string', kind: 'string', metadata, spec, status: 'any' } }, isComplete };
}
