/** A network of IPv4 or IPv6, as it is written: host bits may be set. */
export interface Network {
  /** How long its addresses are: IPv4 has 32 bits, also when it is written in IPv6 form it has 128. */
  readonly bits: 32 | 128;
  readonly address: bigint;
  readonly prefix: number;
}

/** How exactly numbers must be written: Kubernetes before 1.36 takes leading zeros, Calico takes them in the prefix only. */
export interface Spelling {
  readonly leadingZeros?: boolean;
}

/** An address, a slash and the length of the prefix; `undefined` for anything else. */
export function parseNetwork(text: string, spelling: Spelling = {}): Network | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : parseAddress(text.slice(0, slash), spelling);
  const length = text.slice(slash + 1);
  if (address === undefined || !/^\d+$/.test(length) || Number(length) > address.bits) return undefined;
  return { ...address, prefix: Number(length) };
}

/** A single address, as the network that holds nothing else. */
export function parseAddress(text: string, spelling: Spelling = {}): Network | undefined {
  if (!text.includes(':')) {
    const address = ipv4(text, spelling);
    return address === undefined ? undefined : { bits: 32, address, prefix: 32 };
  }
  const address = ipv6(text, spelling);
  return address === undefined ? undefined : { bits: 128, address, prefix: 128 };
}

/** The same network without host bits. */
export function masked({ bits, address, prefix }: Network): Network {
  const hostBits = BigInt(bits - prefix);
  return { bits, address: (address >> hostBits) << hostBits, prefix };
}

export function hasHostBits(network: Network): boolean {
  return masked(network).address !== network.address;
}

/** 4 also for IPv4 addresses in IPv6 form, `::ffff:10.0.0.0/104`. */
export function familyOf(network: Network): 4 | 6 {
  return network.bits === 32 || masked(network).address >> 32n === 0xffffn ? 4 : 6;
}

/** The network as it is usually written; an IPv4 one with dots. */
export function networkText({ bits, address, prefix }: Network): string {
  if (bits === 128) {
    const groups = Array.from({ length: 8 }, (_, index) => (address >> BigInt(112 - 16 * index)) & 0xffffn);
    const url = new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]`);
    return `${url.hostname.slice(1, -1)}/${prefix}`;
  }
  return `${[24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.')}/${prefix}`;
}

function ipv4(text: string, { leadingZeros = false }: Spelling): bigint | undefined {
  const octets = text.split('.');
  const form = leadingZeros ? /^\d+$/ : /^(0|[1-9]\d{0,2})$/;
  if (octets.length !== 4 || !octets.every((octet) => form.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
}

function ipv6(text: string, spelling: Spelling): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half, index) => groupsOf(half, index === halves.length - 1, spelling));
  if (before === undefined || (halves.length === 2 && after === undefined)) return undefined;
  const missing = 8 - before.length - (after?.length ?? 0);
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array<bigint>(missing).fill(0n), ...(after ?? [])];
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** Groups of 16 bits; the last two may be written as an IPv4 address at the end of the whole. */
function groupsOf(text: string, isLast: boolean, spelling: Spelling): bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && isLast && index === parts.length - 1) {
      const address = ipv4(part, spelling);
      if (address === undefined) return undefined;
      groups.push(address >> 16n, address & 0xffffn);
    } else {
      if (!(spelling.leadingZeros ? /^0*[\da-f]{1,4}$/i : /^[\da-f]{1,4}$/i).test(part)) return undefined;
      groups.push(BigInt(`0x${part}`));
    }
  }
  return groups;
}
