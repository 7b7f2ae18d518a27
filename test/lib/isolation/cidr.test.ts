import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cidr, contains, formatCidr, parseCidr, subtract } from '../../../lib/isolation/cidr';

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if ('problem' in parsed) throw new Error(`${text}: ${parsed.problem}`);
  return parsed;
}

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const network = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([start, prefix]): Cidr => {
  const size = 2 ** (32 - prefix);
  return { address: Math.floor(start / size) * size, prefix };
});

/** Whether an address is in a network, by arithmetic of its own. */
function holds(net: Cidr, one: number): boolean {
  return one >= net.address && one < net.address + 2 ** (32 - net.prefix);
}

/** Addresses at which the membership in one of the networks can change. */
function edges(nets: readonly Cidr[]): number[] {
  return nets
    .flatMap(({ address: start, prefix }) => [
      start - 1,
      start,
      start + 2 ** (32 - prefix) - 1,
      start + 2 ** (32 - prefix),
    ])
    .filter((one) => one >= 0 && one < 2 ** 32);
}

describe('a network', () => {
  test.each([
    ['0.0.0.0/0', 0, 0],
    ['10.1.0.0/16', 0x0a010000, 16],
    ['169.254.169.254/32', 0xa9fea9fe, 32],
    ['255.255.255.255/32', 0xffffffff, 32],
  ])('%s is read as number and prefix', (text, start, prefix) => {
    expect(parseCidr(text)).toEqual({ address: start, prefix });
  });

  test('of a bare address is that address alone', () => {
    expect(parseCidr('10.0.0.4')).toEqual(parseCidr('10.0.0.4/32'));
  });

  test.each([
    '',
    'corp.example',
    '10.0.0',
    '10.0.0.0.0',
    '10.0.0.256',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    ' 10.0.0.0/8',
    '10.0.0.0/8\n',
    '010.0.0.0/8',
    '10.0.0.0/08',
  ])('%j is none', (text) => {
    expect(parseCidr(text)).toEqual({ problem: 'format' });
  });

  test.each(['::/0', 'fd00::1', '::ffff:10.0.0.1'])('%s is refused as IPv6', (text) => {
    expect(parseCidr(text)).toEqual({ problem: 'ipv6' });
  });

  test.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['0.0.0.1/0', '0.0.0.0/0'],
    ['192.168.1.129/25', '192.168.1.128/25'],
  ])('%s has host bits, and %s was meant', (text, instead) => {
    expect(parseCidr(text)).toEqual({ problem: 'host-bits', instead });
  });

  test('is written as it is read', () => {
    fc.assert(
      fc.property(network, (net) => {
        expect(parseCidr(formatCidr(net))).toEqual(net);
      }),
    );
  });

  test('contains another exactly when it holds its first and its last address', () => {
    fc.assert(
      fc.property(network, network, (outer, inner) => {
        const last = inner.address + 2 ** (32 - inner.prefix) - 1;
        expect(contains(outer, inner)).toBe(holds(outer, inner.address) && holds(outer, last));
      }),
    );
  });
});

describe('what is left of a network without another', () => {
  test('is its other halves', () => {
    expect(subtract(cidr('10.0.0.0/8'), cidr('10.0.0.0/10')).map(formatCidr)).toEqual(['10.64.0.0/10', '10.128.0.0/9']);
  });

  test('is nothing when the other holds it', () => {
    expect(subtract(cidr('10.1.0.0/16'), cidr('10.0.0.0/8'))).toEqual([]);
    expect(subtract(cidr('10.1.0.0/16'), cidr('10.1.0.0/16'))).toEqual([]);
  });

  test('is itself when they have nothing in common', () => {
    expect(subtract(cidr('10.1.0.0/16'), cidr('10.2.0.0/16'))).toEqual([cidr('10.1.0.0/16')]);
  });

  test('of everything without one address is 32 networks', () => {
    expect(subtract(cidr('0.0.0.0/0'), cidr('169.254.169.254/32'))).toHaveLength(32);
  });

  test('holds exactly the addresses of the one that are not in the other', () => {
    const nested = fc.tuple(network, address, fc.integer({ min: 0, max: 32 })).map(([from, offset, longer]) => {
      const prefix = Math.max(from.prefix, longer);
      const size = 2 ** (32 - prefix);
      const inside = from.address + (offset % 2 ** (32 - from.prefix));
      return [from, { address: Math.floor(inside / size) * size, prefix }] as const;
    });
    fc.assert(
      fc.property(fc.oneof(nested, fc.tuple(network, network)), address, ([from, hole], anywhere) => {
        const left = subtract(from, hole);
        for (const one of [anywhere, ...edges([from, hole, ...left])]) {
          const inLeft = left.filter((net) => holds(net, one)).length;
          expect(inLeft).toBe(holds(from, one) && !holds(hole, one) ? 1 : 0);
        }
      }),
    );
  });

  test('is in ascending order and made of canonical networks', () => {
    fc.assert(
      fc.property(network, network, (from, hole) => {
        const left = subtract(from, hole);
        expect(left.map(({ address: start }) => start)).toEqual(left.map((net) => net.address).sort((a, b) => a - b));
        for (const net of left) expect(parseCidr(formatCidr(net))).toEqual(net);
      }),
    );
  });
});
