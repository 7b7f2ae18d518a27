import fc from 'fast-check';
import { anyOf } from './arbitraries';
import { externals, ipv6Externals, ports } from './values';

/** A connection that is asked about; pods by namespace and name, everything else by its address. */
export interface AskedFlow {
  readonly from: string;
  readonly to: string;
  readonly protocol: string | number;
  readonly port?: number;
  readonly sourcePort?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

type Packet = Omit<AskedFlow, 'from' | 'to'>;

const packets = (icmp: string): fc.Arbitrary<Packet> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        protocol: anyOf('TCP', 'TCP', 'UDP', 'SCTP'),
        port: fc.oneof(ports, anyOf(1, 82, 444, 8081, 65_534)),
        sourcePort: anyOf(50_000, 80, 53, 65_535),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ protocol: fc.constant(icmp), icmpType: anyOf(8, 3, 0), icmpCode: anyOf(0, 1) }),
    },
    { weight: 1, arbitrary: fc.record({ protocol: anyOf<string | number>(47, 136, 50) }) },
  );

interface Ends {
  readonly all: readonly string[];
  /** Those that have addresses of both families. */
  readonly both: readonly string[];
}

/** Between pods, and to and from the outside; in IPv6 where a pod speaks it. */
export function flowsBetween({ all, both }: Ends, count: number): fc.Arbitrary<AskedFlow[]> {
  const ends = fc.oneof({ weight: 4, arbitrary: anyOf(...all) }, { weight: 1, arbitrary: externals });
  const flow = (from: fc.Arbitrary<string>, to: fc.Arbitrary<string>, icmp: string) =>
    fc.record({ from, to, packet: packets(icmp) }).map(
      ({ from: own, to: other, packet }): AskedFlow => ({
        from: own,
        to: other,
        ...packet,
      }),
    );
  const usual = flow(ends, ends, 'ICMP');
  if (both.length === 0) return fc.array(usual, { minLength: count, maxLength: count });
  const inside = anyOf(...both);
  const ipv6 = fc.oneof(flow(inside, ipv6Externals, 'ICMPv6'), flow(ipv6Externals, inside, 'ICMPv6'));
  const flows = fc.oneof({ weight: 7, arbitrary: usual }, { weight: 1, arbitrary: ipv6 });
  return fc.array(flows, { minLength: count, maxLength: count });
}

export function isIpv6({ from, to }: AskedFlow): boolean {
  return from.includes(':') || to.includes(':');
}
