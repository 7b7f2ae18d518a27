/** An IPv4 network: its first address as a number from 0 to 2³² − 1, and the length of its prefix. */
export interface Cidr {
  readonly address: number;
  readonly prefix: number;
}

/** Why a text is no network that a policy for Windows may name. */
export interface CidrProblem {
  readonly problem: 'format' | 'ipv6' | 'host-bits';
  /** The network that was probably meant. */
  readonly instead?: string;
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/** Reads `10.1.0.0/16`, or `10.1.0.4` as a network of one address. */
export function parseCidr(text: string): Cidr | CidrProblem {
  if (text.includes(':')) return { problem: 'ipv6' };
  const match = IPV4.exec(text);
  if (match === null) return { problem: 'format' };
  const numbers = match.slice(1).filter((part) => part !== undefined);
  const octets = numbers.slice(0, 4).map(Number);
  const prefix = Number(numbers[4] ?? 32);
  // Some readers take a leading zero for octal.
  if (numbers.some((part) => part.length > 1 && part.startsWith('0'))) return { problem: 'format' };
  if (octets.some((octet) => octet > 255) || prefix > 32) return { problem: 'format' };
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const network = networkOf(address, prefix);
  return network.address === address ? network : { problem: 'host-bits', instead: formatCidr(network) };
}

/** The network as Calico and Kubernetes write it, a single address with `/32`. */
export function formatCidr({ address, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefix}`;
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.prefix <= inner.prefix && networkOf(inner.address, outer.prefix).address === outer.address;
}

/**
 * The networks that hold every address of `from` and none of `hole`, the fewest there are, in ascending order. Windows
 * nodes know no exceptions (`notNets`, `ipBlock.except`), so what is left must be written out: at most 32 networks.
 */
export function subtract(from: Cidr, hole: Cidr): Cidr[] {
  if (contains(hole, from)) return [];
  if (!contains(from, hole)) return [from];
  const prefix = from.prefix + 1;
  const upper = { address: from.address + 2 ** (32 - prefix), prefix };
  return [...subtract({ address: from.address, prefix }, hole), ...subtract(upper, hole)];
}

function networkOf(address: number, prefix: number): Cidr {
  return { address: address - (address % 2 ** (32 - prefix)), prefix };
}
