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

type Ends = Pick<AskedFlow, 'from' | 'to'>;
type Packet = Omit<AskedFlow, keyof Ends>;

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

const between = (ends: fc.Arbitrary<Ends>, icmp: string): fc.Arbitrary<AskedFlow> =>
  fc.record({ ends, packet: packets(icmp) }).map(({ ends: own, packet }) => ({ ...own, ...packet }));

const outwards = (pods: readonly string[], outside: fc.Arbitrary<string>) =>
  fc.oneof(fc.record({ from: anyOf(...pods), to: outside }), fc.record({ from: outside, to: anyOf(...pods) }));

interface Pods {
  /** Two at least. */
  readonly all: readonly string[];
  /** Those that have addresses of both families. */
  readonly both: readonly string[];
}

/** Between pods, and to and from the outside; in IPv6 where a pod speaks it. */
export function flowsBetween({ all, both }: Pods, count: number): fc.Arbitrary<AskedFlow[]> {
  const inside = fc
    .shuffledSubarray([...all], { minLength: 2, maxLength: 2 })
    .map(([from, to]): Ends => ({ from, to }));
  const usual = between(
    fc.oneof({ weight: 3, arbitrary: inside }, { weight: 2, arbitrary: outwards(all, externals) }),
    'ICMP',
  );
  const ipv6 = both.length === 0 ? [] : [{ weight: 1, arbitrary: between(outwards(both, ipv6Externals), 'ICMPv6') }];
  return fc.array(fc.oneof({ weight: 7, arbitrary: usual }, ...ipv6), { minLength: count, maxLength: count });
}

export function isIpv6({ from, to }: AskedFlow): boolean {
  return from.includes(':') || to.includes(':');
}
