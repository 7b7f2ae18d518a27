import { allBits, type Bits, hasBit, noBits, setBit, setRun } from './bits';

/** Numbers of protocols that have ports. */
export const PORT_PROTOCOLS = [6, 17, 132] as const;
export const ICMP = 1;
export const ICMPV6 = 58;

/** The type of a request of ping. */
const PING: ReadonlyMap<number, number> = new Map([
  [ICMP, 8],
  [ICMPV6, 128],
]);

const NAMES: Readonly<Record<number, string>> = {
  1: 'ICMP',
  6: 'TCP',
  17: 'UDP',
  58: 'ICMPv6',
  132: 'SCTP',
  136: 'UDPLite',
};
const NUMBERS = new Map(Object.entries(NAMES).map(([number, name]) => [name.toLowerCase(), Number(number)]));

/** The number of a protocol that is written as a name or a number; `undefined` for what is neither. */
export function protocolNumber(protocol: string | number): number | undefined {
  const number = Number(protocol);
  return Number.isInteger(number) ? number : NUMBERS.get(String(protocol).toLowerCase());
}

export function protocolName(number: number): string {
  return NAMES[number] ?? `protocol ${number}`;
}

/** Both ends included. */
export type Range = readonly [first: number, last: number];

/** What rules say of connections, by which the space is cut. */
export interface ConnectionCuts {
  readonly protocols: ReadonlySet<number>;
  /** Ranges of ports on the side that is connected to, by protocol. */
  readonly ports: ReadonlyMap<number, readonly Range[]>;
  /** Ranges of ports on the side that connects. */
  readonly sourcePorts: ReadonlyMap<number, readonly Range[]>;
  readonly icmpTypes: ReadonlySet<number>;
  readonly icmpCodes: ReadonlySet<number>;
}

/** One packet that opens a connection. */
export interface Packet {
  readonly protocol: number;
  readonly port?: number;
  readonly sourcePort?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

/** A packet of a protocol that nobody names: no protocol has its number. */
export const OF_NO_NAME: Packet = { protocol: -1 };

/** Connections of one protocol that stand in a set. */
export interface ConnectionPart {
  /** `undefined` for protocols that no policy names. */
  readonly protocol?: number;
  /** Ports of the side that is connected to, or types of ICMP; `undefined` for all. */
  readonly ranges?: readonly Range[];
  /** Whether it holds for some ports of the side that connects only, or for some codes of ICMP. */
  readonly isOfSomeSources: boolean;
}

/** Protocols with a place each: two lines of intervals, of which every pair is a cell. */
interface Block {
  readonly first: number;
  /** Where the intervals begin: ports of the destination, or types. */
  readonly rows: readonly number[];
  readonly lastRow: number;
  /** Where the intervals begin: ports of the source, or codes. */
  readonly columns: readonly number[];
  readonly lastColumn: number;
}

/**
 * All connections between two addresses: protocol by ports by kind of ICMP, cut into cells only where a rule makes a
 * difference. A set of connections is a set of cells.
 */
export class ConnectionSpace {
  public readonly size: number;
  public readonly everything: Bits;
  private readonly blocks = new Map<number, Block>();

  public constructor(public readonly cuts: ConnectionCuts) {
    const { protocols, ports, sourcePorts, icmpTypes, icmpCodes } = cuts;
    let size = 0;
    const add = (protocol: number, block: Omit<Block, 'first'>) => {
      this.blocks.set(protocol, { first: size, ...block });
      size += block.rows.length * block.columns.length;
    };
    for (const protocol of PORT_PROTOCOLS) {
      add(protocol, {
        rows: beginnings(ports.get(protocol) ?? [], 65_535),
        lastRow: 65_535,
        columns: beginnings(sourcePorts.get(protocol) ?? [], 65_535),
        lastColumn: 65_535,
      });
    }
    for (const protocol of PING.keys()) {
      add(protocol, {
        rows: beginnings(
          [...icmpTypes].map((type) => [type, type]),
          255,
        ),
        lastRow: 255,
        columns: beginnings(
          [...icmpCodes].map((code) => [code, code]),
          255,
        ),
        lastColumn: 255,
      });
    }
    for (const protocol of [...protocols].sort((a, b) => a - b)) {
      if (!this.blocks.has(protocol)) add(protocol, { rows: [0], lastRow: 0, columns: [0], lastColumn: 0 });
    }
    // the last cell is all protocols that nobody names
    this.size = size + 1;
    this.everything = allBits(this.size);
  }

  public ofProtocol(protocol: number): Bits {
    const bits = noBits(this.size);
    const block = this.blocks.get(protocol);
    if (block === undefined) setBit(bits, this.size - 1);
    else setRun(bits, block.first, block.first + block.rows.length * block.columns.length - 1);
    return bits;
  }

  /** Connections of a protocol to ports in ranges; types of ICMP are its ports. */
  public toPorts(protocol: number, ranges: readonly Range[]): Bits {
    return this.where(
      protocol,
      (row) => isWithin(row, ranges),
      () => true,
    );
  }

  public fromPorts(protocol: number, ranges: readonly Range[]): Bits {
    return this.where(
      protocol,
      () => true,
      (column) => isWithin(column, ranges),
    );
  }

  public ofIcmp(protocol: number, type: number | undefined, code: number | undefined): Bits {
    return this.where(
      protocol,
      (row) => type === undefined || row === type,
      (column) => code === undefined || column === code,
    );
  }

  public cellOf({ protocol, port = 0, sourcePort, icmpType, icmpCode }: Packet): number {
    const block = this.blocks.get(protocol);
    if (block === undefined) return this.size - 1;
    const ping = PING.get(protocol);
    const row = lastNotAbove(block.rows, ping === undefined ? port : (icmpType ?? ping));
    const column = lastNotAbove(block.columns, ping === undefined ? (sourcePort ?? 49_152) : (icmpCode ?? 0));
    return block.first + row * block.columns.length + column;
  }

  /** A packet of a cell; `undefined` for protocols that nobody names. */
  public packetOf(cell: number): Packet | undefined {
    for (const [protocol, { first, rows, columns }] of this.blocks) {
      const at = cell - first;
      if (at < 0 || at >= rows.length * columns.length) continue;
      const row = rows[Math.floor(at / columns.length)];
      const column = columns[at % columns.length];
      return PING.has(protocol)
        ? { protocol, icmpType: row, icmpCode: column }
        : { protocol, port: row, sourcePort: column };
    }
    return undefined;
  }

  /** What stands in a set, protocol by protocol. */
  public partsOf(bits: Bits): ConnectionPart[] {
    const parts = [...this.blocks].flatMap(([protocol, block]) => blockPart(protocol, block, bits) ?? []);
    return hasBit(bits, this.size - 1) ? [...parts, { isOfSomeSources: false }] : parts;
  }

  /** The same in few words: `TCP 80, 443-8080`, `ICMP`, `other protocols`. */
  public textsOf(bits: Bits): string[] {
    return this.partsOf(bits).map(({ protocol, ranges = [], isOfSomeSources }) => {
      const name = protocol === undefined ? 'other protocols' : protocolName(protocol);
      const numbers = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
      return `${name}${numbers && ` ${numbers}`}${isOfSomeSources ? ' (of some source ports)' : ''}`;
    });
  }

  private where(protocol: number, isRow: (begin: number) => boolean, isColumn: (begin: number) => boolean): Bits {
    const bits = noBits(this.size);
    const block = this.blocks.get(protocol);
    if (block === undefined) return bits;
    const { first, rows, columns } = block;
    for (const [row, rowBegins] of rows.entries()) {
      if (!isRow(rowBegins)) continue;
      for (const [column, columnBegins] of columns.entries())
        if (isColumn(columnBegins)) setBit(bits, first + row * columns.length + column);
    }
    return bits;
  }
}

function blockPart(protocol: number, { first, rows, lastRow, columns }: Block, bits: Bits): ConnectionPart | undefined {
  const counts = rows.map(
    (_, row) => columns.filter((_column, column) => hasBit(bits, first + row * columns.length + column)).length,
  );
  if (counts.every((count) => count === 0)) return undefined;
  const isOfSomeSources = counts.some((count) => count > 0 && count < columns.length);
  if (counts.every((count) => count > 0)) return { protocol, isOfSomeSources };
  const ranges: Range[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (counts[row] === 0) continue;
    const from = rows[row];
    while (row + 1 < rows.length && counts[row + 1] > 0) row++;
    ranges.push([from, row + 1 < rows.length ? rows[row + 1] - 1 : lastRow]);
  }
  return { protocol, ranges, isOfSomeSources };
}

/** Where intervals begin when a line from 0 to the last is cut at both ends of each range. */
function beginnings(ranges: readonly Range[], last: number): number[] {
  const begins = new Set([0]);
  for (const [first, end] of ranges) begins.add(first).add(end + 1);
  return [...begins].filter((begin) => begin <= last).sort((a, b) => a - b);
}

function isWithin(value: number, ranges: readonly Range[]): boolean {
  return ranges.some(([first, last]) => value >= first && value <= last);
}

function lastNotAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (sorted[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
