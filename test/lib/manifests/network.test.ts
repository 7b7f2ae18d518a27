import { describe, expect, test } from 'vitest';
import {
  familyOf,
  hasHostBits,
  masked,
  type Network,
  networkText,
  parseAddress,
  parseNetwork,
} from '../../../lib/manifests/network';

describe('a network', () => {
  test.each([
    ['10.0.0.0/8', 4, false],
    ['0.0.0.0/0', 4, false],
    ['10.1.2.3/8', 4, true],
    ['10.0.0.0/08', 4, false],
    ['fd00::/8', 6, false],
    ['::/0', 6, false],
    ['FD00:0:0::1/16', 6, true],
    ['::ffff:10.0.0.0/104', 4, false],
    ['::ffff:10.0.0.1/104', 4, true],
    ['::ffff:0:0/80', 6, true],
    ['1:2:3:4:5:6:7:8/128', 6, false],
    ['1:2:3:4:5:6:1.2.3.4/128', 6, false],
    ['1::8/128', 6, false],
  ])('%s is of IPv%i', (text, family, hostBits) => {
    const network = parseNetwork(text) as Network;
    expect(familyOf(network)).toBe(family);
    expect(hasHostBits(network)).toBe(hostBits);
  });

  test.each([
    '',
    '/8',
    '10.0.0.0',
    '10.0.0/8',
    '10.0.0.0.0/8',
    '256.0.0.0/8',
    '010.0.0.0/8',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/ 8',
    '10.0.0.0/8/8',
    ' 10.0.0.0/8',
    '١.0.0.0/8',
    'fd00::/129',
    'fd00/8',
    '1::2::3/8',
    ':1::/16',
    '1:2:3:4:5:6:7/8',
    '1:2:3:4:5:6:7:8::/8',
    '1:2:3:4:5:6:7:8:9/8',
    '12345::/16',
    'g::/8',
    'fe80::%1/10',
    '1.2.3.4::/8',
    '::1.2.3/120',
    '::01.2.3.4/120',
    `10.0.0.0/${'9'.repeat(400)}`,
  ])('is not %.40j', (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  });

  test.each(['010.0.0.0/8', '10.0.0.0/008', '::010.0.0.0/120', '0000fd00::/8'])(
    'is %s where leading zeros are taken',
    (text) => {
      expect(parseNetwork(text, { leadingZeros: true })).toBeDefined();
      expect(parseNetwork('256.0.0.0/8', { leadingZeros: true })).toBeUndefined();
    },
  );

  test.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['fd00:1:2::3/32', 'fd00:1::/32'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['::ffff:1.2.3.4/96', '::ffff:0:0/96'],
  ])('%s without host bits is %s', (text, without) => {
    expect(networkText(masked(parseNetwork(text) as Network))).toBe(without);
  });

  test('of a single address holds nothing else', () => {
    expect(networkText(parseAddress('10.0.0.7') as Network)).toBe('10.0.0.7/32');
    expect(networkText(parseAddress('fd00::7') as Network)).toBe('fd00::7/128');
    expect(parseAddress('10.0.0.7/32')).toBeUndefined();
    expect(parseAddress('')).toBeUndefined();
  });
});
