import { masked, type Network, parseAddress, parseNetwork } from '../manifests/network';
import { type Bits, bitsKey, eachBit, hasBit, noBits, setBit } from './bits';

/** IPv4 and IPv6 addresses on one line of numbers: IPv6 begins where IPv4 ends. */
const IPV6_BEGINS = 1n << 32n;
const END = IPV6_BEGINS + (1n << 128n);

export const ALL_IPV4 = '0.0.0.0/0';
export const ALL_IPV6 = '::/0';

/**
 * Addresses that no policy tells apart are one piece: the whole space is cut only where a network begins or ends that
 * something names, and pieces that lie in the same networks are one.
 */
export class AddressSpace {
  /** How many pieces there are. */
  public readonly size: number;
  /** Where each interval begins, and to which piece it belongs. */
  private readonly begins: bigint[] = [];
  private readonly pieces: number[] = [];
  private readonly covered = new Map<string, Bits>();
  private readonly ipv4: Bits;

  public constructor(networks: Iterable<string>) {
    const spans = new Map<string, Span>();
    for (const text of [ALL_IPV4, ALL_IPV6, ...networks]) {
      const span = spanOf(text);
      if (span !== undefined) spans.set(text, span);
    }
    const cuts = new Set([0n, IPV6_BEGINS]);
    for (const { from, to } of spans.values()) cuts.add(from).add(to);
    const sorted = [...cuts].filter((cut) => cut < END).sort(ascending);
    const within = sorted.map(() => noBits(spans.size));
    for (const [index, { from, to }] of [...spans.values()].entries()) {
      for (let at = indexOf(sorted, from); at < sorted.length && sorted[at] < to; at++) setBit(within[at], index);
    }
    const numbers = new Map<string, number>();
    for (const [at, begin] of sorted.entries()) {
      const key = bitsKey(within[at]);
      const piece = numbers.get(key) ?? numbers.size;
      numbers.set(key, piece);
      this.begins.push(begin);
      this.pieces.push(piece);
    }
    this.size = numbers.size;
    for (const [index, text] of [...spans.keys()].entries()) {
      const bits = noBits(this.size);
      for (const [at, piece] of this.pieces.entries()) if (hasBit(within[at], index)) setBit(bits, piece);
      this.covered.set(text, bits);
    }
    this.ipv4 = this.piecesOf(ALL_IPV4);
  }

  /** The pieces of which a network consists that the space was made for; none for a text that is no network. */
  public piecesOf(network: string): Bits {
    return this.covered.get(network) ?? noBits(this.size);
  }

  public piecesOfAll(networks: readonly string[]): Bits {
    const bits = noBits(this.size);
    for (const network of networks) for (const [word, value] of this.piecesOf(network).entries()) bits[word] |= value;
    return bits;
  }

  /** All pieces, those of IPv4 first. */
  public get all(): readonly number[] {
    return this.inOrder(this.piecesOfAll([ALL_IPV4, ALL_IPV6]));
  }

  /** The pieces of a set, those of IPv4 first. */
  public inOrder(pieces: Bits): number[] {
    const numbers: number[] = [];
    eachBit(pieces, (piece) => numbers.push(piece));
    return numbers.sort((a, b) => this.familyOf(a) - this.familyOf(b));
  }

  /** Every piece is of one family. */
  public familyOf(piece: number): 4 | 6 {
    return this.isIpv4(piece) ? 4 : 6;
  }

  public isIpv4(piece: number): boolean {
    return hasBit(this.ipv4, piece);
  }

  /** The piece in which an address lies. */
  public pieceAt(address: string): number | undefined {
    const span = spanOf(address);
    return span === undefined ? undefined : this.pieces[indexOf(this.begins, span.from)];
  }

  /** The whole space in its order, each stretch with the piece to which it belongs. */
  public stretches(): Stretch[] {
    return this.begins.map((from, at) => ({
      from,
      to: (this.begins[at + 1] ?? END) - 1n,
      piece: this.pieces[at],
      isIpv6: from >= IPV6_BEGINS,
    }));
  }
}

/** Addresses that lie side by side and belong to one piece; both ends included, IPv6 behind IPv4. */
export interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
  readonly piece: number;
  readonly isIpv6: boolean;
}

interface Span {
  readonly from: bigint;
  /** The first address behind it. */
  readonly to: bigint;
}

/** A number for an address, however it is written; `undefined` for a text that is none. */
export function addressNumber(text: string): bigint | undefined {
  const address = parseAddress(text);
  return address === undefined ? undefined : spanOf(text)?.from;
}

/** A network, or a single address. */
function spanOf(text: string): Span | undefined {
  const network = parseNetwork(text, { leadingZeros: true }) ?? parseAddress(text);
  if (network === undefined) return undefined;
  const { address, bits, prefix } = masked(network) as Network;
  const from = bits === 32 ? address : address + IPV6_BEGINS;
  return { from, to: from + (1n << BigInt(bits - prefix)) };
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The last of the sorted that is not above the value. */
function indexOf(sorted: readonly bigint[], value: bigint): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (sorted[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
