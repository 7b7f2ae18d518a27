import { masked, type Network, parseAddress, parseNetwork } from '../manifests/network';
import { type Bits, eachBit, noBits, setRun } from './bits';

/** IPv4 and IPv6 addresses on one line of numbers: IPv6 begins where IPv4 ends. */
const IPV6_BEGINS = 1n << 32n;
const END = IPV6_BEGINS + (1n << 128n);

export const ALL_IPV4 = '0.0.0.0/0';
export const ALL_IPV6 = '::/0';

/**
 * Addresses that no policy tells apart are one piece: the whole space is cut only where a network begins or ends that
 * something names. Networks lie within one another or apart, so that a piece is what belongs to a network and to none within
 * it, and those of a network have numbers one after the other.
 */
export class AddressSpace {
  /** How many pieces there are. */
  public readonly size: number;
  /** Where each interval begins, and to which piece it belongs. */
  private readonly begins: bigint[] = [];
  private readonly pieces: number[] = [];
  private readonly covered = new Map<string, Run>();
  private readonly lastIpv4: number;

  public constructor(networks: Iterable<string>) {
    const named = [...new Set([ALL_IPV4, ALL_IPV6, ...networks])];
    const spans = named
      .flatMap((text): NamedSpan[] => {
        const span = spanOf(text);
        return span === undefined ? [] : [{ ...span, text }];
      })
      .sort((a, b) => ascending(a.from, b.from) || ascending(b.to, a.to));
    const cuts = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort(ascending);
    // the networks in which the cut lies, the innermost last
    const open: OpenSpan[] = [];
    let next = 0;
    let size = 0;
    for (const cut of cuts) {
      for (let inner = open[open.length - 1]; inner?.to <= cut; inner = open[open.length - 1]) {
        this.covered.set(inner.text, { first: inner.first, last: size - 1 });
        open.pop();
      }
      for (; spans[next]?.from === cut; next++) open.push({ ...spans[next], first: size });
      const innermost = open[open.length - 1];
      // the end of the space
      if (innermost === undefined) break;
      innermost.piece ??= size++;
      this.begins.push(cut);
      this.pieces.push(innermost.piece);
    }
    this.size = size;
    this.lastIpv4 = (this.covered.get(ALL_IPV4) as Run).last;
  }

  /** The pieces of which a network consists that the space was made for; none for a text that is no network. */
  public piecesOf(network: string): Bits {
    return this.piecesOfAll([network]);
  }

  public piecesOfAll(networks: readonly string[]): Bits {
    const bits = noBits(this.size);
    for (const network of networks) {
      const run = this.covered.get(network);
      if (run !== undefined) setRun(bits, run.first, run.last);
    }
    return bits;
  }

  /** All pieces, those of IPv4 first. */
  public get all(): readonly number[] {
    return Array.from({ length: this.size }, (_, piece) => piece);
  }

  /** The pieces of a set, those of IPv4 first. */
  public inOrder(pieces: Bits): number[] {
    const numbers: number[] = [];
    eachBit(pieces, (piece) => numbers.push(piece));
    return numbers;
  }

  /** Every piece is of one family. */
  public familyOf(piece: number): 4 | 6 {
    return this.isIpv4(piece) ? 4 : 6;
  }

  public isIpv4(piece: number): boolean {
    return piece <= this.lastIpv4;
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

interface NamedSpan extends Span {
  readonly text: string;
}

interface OpenSpan extends NamedSpan {
  /** The number of the first piece in it. */
  readonly first: number;
  /** What belongs to no network within it. */
  piece?: number;
}

/** Numbers one after the other, both ends included. */
interface Run {
  readonly first: number;
  readonly last: number;
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
