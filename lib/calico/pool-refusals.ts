import type { KubernetesObject } from '../manifests/kubernetes-object';
import { familyOf, type Network, parseNetwork } from '../manifests/network';
import { metadataRefusals } from './metadata-refusals';
import { objectNameRefusals } from './names';
import { networkRefusals } from './network-refusals';
import { type CalicoRefusal, oneOf } from './refusal';
import { localSelectorRefusals } from './selector-refusals';

/** A pool of addresses for pods. */
export interface IpPool extends KubernetesObject {
  readonly spec?: {
    readonly cidr?: string;
    readonly blockSize?: number;
    readonly ipipMode?: string;
    readonly vxlanMode?: string;
    readonly nodeSelector?: string;
    readonly namespaceSelector?: string;
    readonly disabled?: boolean;
  };
}

const MODES = ['Always', 'CrossSubnet', 'Never'];

/** The prefix that a block has by itself, and those that it may have. */
const BLOCKS = {
  4: { usual: 26, least: 20, most: 32 },
  6: { usual: 122, least: 116, most: 128 },
} as const;

/** Link-local addresses are not for pods: 169.254.0.0/16 and fe80::/10. */
const LINK_LOCAL = {
  4: { bits: 32, address: 0xa9fe0000n, prefix: 16 },
  6: { bits: 128, address: 0xfe80n << 112n, prefix: 10 },
} as const satisfies Record<4 | 6, Network>;

/** Sources: projectcalico/calico `libcalico-go/lib/validator/v3/validator.go`, `libcalico-go/lib/clientv3/ippool.go`. */
export function poolRefusals(pool: IpPool): CalicoRefusal[] {
  const { cidr, ipipMode, vxlanMode, nodeSelector, namespaceSelector } = pool.spec ?? {};
  return [
    ...objectNameRefusals(pool),
    ...metadataRefusals(pool),
    ...oneOf('spec.ipipMode', ipipMode || undefined, MODES),
    ...oneOf('spec.vxlanMode', vxlanMode || undefined, MODES),
    ...localSelectorRefusals('spec.nodeSelector', nodeSelector, 'global('),
    ...localSelectorRefusals('spec.namespaceSelector', namespaceSelector, 'global('),
    ...(isOn(ipipMode) && isOn(vxlanMode)
      ? [
          {
            about: 'combination' as const,
            path: 'spec.ipipMode',
            got: ipipMode,
            problem: 'a pool has one encapsulation',
          },
        ]
      : []),
    ...cidrRefusals(cidr ?? ''),
    ...familyRefusals(pool),
  ];
}

function cidrRefusals(cidr: string): CalicoRefusal[] {
  const path = 'spec.cidr';
  if (cidr === '') return [{ about: 'network', path, got: undefined, problem: 'a pool needs a network' }];
  const refusals = networkRefusals(path, cidr);
  if (refusals.length > 0) return refusals;
  const network = parseNetwork(cidr) as Network;
  const local = LINK_LOCAL[familyOf(network)];
  const shift = BigInt(network.bits - Math.min(network.prefix, local.prefix));
  if (network.address >> shift !== local.address >> shift) return [];
  return [{ about: 'network', path, got: cidr, problem: 'link-local addresses are not for pods' }];
}

function familyRefusals({ spec = {} }: IpPool): CalicoRefusal[] {
  const { cidr = '', blockSize, ipipMode, disabled } = spec;
  const network = parseNetwork(cidr);
  if (network === undefined) return [];
  const family = familyOf(network);
  const { usual, least, most } = BLOCKS[family];
  const size = blockSize || usual;
  const block = (problem: string): CalicoRefusal => ({
    about: 'block-size',
    path: 'spec.blockSize',
    got: blockSize,
    allowed: `${Math.max(least, network.prefix)} to ${most}`,
    problem,
  });
  return [
    ...(family === 6 && isOn(ipipMode)
      ? [{ about: 'combination' as const, path: 'spec.ipipMode', got: ipipMode, problem: 'IP-in-IP is for IPv4 only' }]
      : []),
    ...(size < least || size > most
      ? [block(`a block of an IPv${family} pool has a prefix of ${least} to ${most}`)]
      : !disabled && network.prefix > size
        ? [block(`a block of /${size} does not fit into the pool`)]
        : []),
  ];
}

function isOn(mode: string | undefined): boolean {
  return mode === 'Always' || mode === 'CrossSubnet';
}
