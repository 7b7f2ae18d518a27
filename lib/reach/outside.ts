import { networkText } from '../manifests/network';
import type { Stretch } from '../policy/address-space';
import type { Side } from '../policy/policy';
import type { PolicyNetwork } from '../policy/policy-network';

/** Addresses that are no pod's and that no policy tells apart. */
export interface OutsideRange {
  readonly piece: number;
  /** As networks: `203.0.113.0/24`. */
  readonly networks: readonly string[];
  /** Whether most public addresses are among them. */
  readonly isInternet: boolean;
}

/** The Internet first. IPv6 is only looked at where the objects speak of it. */
export function outsideRangesOf(network: PolicyNetwork): OutsideRange[] {
  const pods = new Set(network.podPieces);
  const hasIpv6 = speaksOfIpv6(network);
  const byPiece = new Map<number, Stretch[]>();
  for (const stretch of network.addresses.stretches()) {
    if (stretch.isIpv6 && !hasIpv6) continue;
    const same = byPiece.get(stretch.piece);
    if (same === undefined) byPiece.set(stretch.piece, [stretch]);
    else same.push(stretch);
  }
  const size = (stretches: readonly Stretch[]) =>
    stretches.reduce(
      (sum, { from, to, isIpv6, piece }) => (isIpv6 || pods.has(piece) ? sum : sum + to - from + 1n),
      0n,
    );
  const sorted = [...byPiece].sort(([, a], [, b]) => (size(a) < size(b) ? 1 : -1));
  return sorted.map(([piece, stretches], index) => ({
    piece,
    networks: stretches.flatMap(networksOf),
    isInternet: index === 0,
  }));
}

export function speaksOfIpv6(network: PolicyNetwork): boolean {
  return (
    network.endpoints.some(({ addresses }) => addresses.some((address) => address.includes(':'))) ||
    network.rules().some(({ source, destination }) => namesIpv6(source) || namesIpv6(destination))
  );
}

function namesIpv6({ nets, notNets }: Side): boolean {
  return nets?.some(isIpv6) === true || notNets?.some(isIpv6) === true;
}

function isIpv6(net: string): boolean {
  return net.includes(':');
}

const IPV6_BEGINS = 1n << 32n;

/** A stretch as the fewest networks. */
export function networksOf({ from, to, isIpv6 }: Omit<Stretch, 'piece'>): string[] {
  const [bits, begin] = isIpv6 ? ([128, IPV6_BEGINS] as const) : ([32, 0n] as const);
  const networks: string[] = [];
  for (let address = from - begin; address <= to - begin; ) {
    let prefix: number = bits;
    const sizeOf = (length: number) => 1n << BigInt(bits - length);
    while (prefix > 0 && address % sizeOf(prefix - 1) === 0n && address + sizeOf(prefix - 1) - 1n <= to - begin)
      prefix--;
    networks.push(networkText({ bits, address, prefix }));
    address += sizeOf(prefix);
  }
  return networks;
}
