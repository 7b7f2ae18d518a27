import { describe, expect, test } from 'vitest';
import { combinedPorts, FelixPanic } from '../../../lib/policy/combined-ports';
import type { Range } from '../../../lib/policy/connection-space';
import { flowOf, reachOf, verdictOf } from './answers';
import { calico, pod } from './objects';

/** `80,443-8080` */
const ranges = (text: string): Range[] =>
  text
    .split(',')
    .filter(Boolean)
    .map((part) => part.split('-').map(Number))
    .map(([first, last = first]) => [first, last]);

const text = (ports: readonly Range[]) =>
  ports.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join();

describe('the ports of a Pass and of a rule behind it', () => {
  test.each([
    ['1,2,10-15', '2,12-16,55', '2,12-15'],
    ['53', '53,88,389', '53'],
    ['80', '80,443', '80'],
    ['80,443', '443,80,8080', '80,443'],
    ['80-90', '85', '85'],
    ['80', '1-65535', '80'],
  ])('%s and %s have %s in common', (first, second, common) => {
    expect(text(combinedPorts(ranges(first), ranges(second)))).toBe(common);
  });

  test.each([
    ['', '80'],
    ['80', ''],
  ])('any port and some are those: %s and %s', (first, second) => {
    expect(text(combinedPorts(ranges(first), ranges(second)))).toBe('80');
  });

  test.each([
    ['80', '443'],
    ['80-90', '100-200'],
  ])('%s and %s have none in common, and Felix makes any of it', (first, second) => {
    expect(combinedPorts(ranges(first), ranges(second))).toEqual([]);
  });

  test.each([
    ['80', '80'],
    ['443', '443'],
    ['80,443', '80,443'],
    ['49152-65535', '49152-65535'],
    ['22-80', '80'],
  ])('%s and %s have their highest in common, and Felix dies of it', (first, second) => {
    expect(() => combinedPorts(ranges(first), ranges(second))).toThrow(FelixPanic);
  });

  test('below port 19 Felix lives on', () => {
    expect(text(combinedPorts(ranges('17'), ranges('17')))).toBe('17');
    expect(() => combinedPorts(ranges('18'), ranges('18'))).toThrow('the highest port of both rules is 18');
  });
});

describe('where Felix dies', () => {
  const egress = (name: string, action: string, port: number, tier: object = {}) =>
    calico('GlobalNetworkPolicy', name, {
      ...tier,
      selector: 'app == "web"',
      types: ['Egress'],
      egress: [{ action, protocol: 'TCP', destination: { ports: [port] } }],
    });
  const reach = reachOf([
    pod('shop/web', { labels: { app: 'web' }, ip: '10.0.0.1' }),
    pod('shop/client', { ip: '10.0.0.2' }),
    calico('Tier', 'team', { order: 1 }),
    egress('team.pass', 'Pass', 80, { tier: 'team' }),
    egress('http', 'Allow', 80),
  ]);

  test('no direction of the pod is told, not only the one whose policies did it', () => {
    const { ingress, verdict } = verdictOf(reach, flowOf('shop/client -> shop/web TCP 80'), 'windows');
    expect([ingress.verdict, verdict]).toEqual(['broken', 'broken']);
    expect(ingress.broken).toContain('Felix finds no end of the range');
  });

  test('its peers know nothing sure, and may be reached by all', () => {
    const passage = reach.passage({ endpoint: 0 }, { endpoint: 1 }, { from: 'windows', to: 'windows' });
    expect(reach.network.connections.textsOf(passage.sure)).toEqual([]);
    expect(passage.may).toEqual(reach.network.connections.everything);
    expect(passage.broken).toContain('Felix');
  });

  test('Linux is not concerned', () => {
    expect(verdictOf(reach, flowOf('shop/web -> 8.8.8.8 TCP 80'), 'linux').verdict).toBe('allow');
  });
});
