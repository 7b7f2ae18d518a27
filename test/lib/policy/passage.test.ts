import { describe, expect, test } from 'vitest';
import { hasBit } from '../../../lib/policy/bits';
import type { Dataplane } from '../../../lib/policy/reach';
import { endOf, reachOf } from './answers';
import { calico, kubernetes, pod } from './objects';

const IN = { selector: 'app == "web"', types: ['Ingress'] };
const named = (name: string, ip: string, port: number, labels: object = {}) =>
  pod(name, {
    labels: { ...labels },
    ip,
    spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: port }] }] },
  });

const WEB = named('shop/web', '10.0.0.1', 80, { app: 'web' });
const OTHER = named('shop/other', '10.0.0.2', 8080, { app: 'web' });
const CLIENT = named('shop/client', '10.0.0.3', 5000);
const PEER = named('shop/peer', '10.0.0.4', 6000);

const ingress = (...rules: object[]) => calico('GlobalNetworkPolicy', 'in', { ...IN, ingress: rules });

function open(objects: object[], from: string, to: string, plane: Dataplane = 'linux'): string[] {
  const reach = reachOf(objects);
  const { sure } = reach.passage(endOf(reach, from), endOf(reach, to), { from: 'linux', to: plane });
  return reach.network.connections.textsOf(sure);
}

describe('the connections between two ends', () => {
  test('are all when no policy is about them', () => {
    expect(open([WEB], '8.8.8.8', 'shop/web')).toEqual(['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6', 'other protocols']);
  });

  test('are those of the name of a port, whatever its number is where they end', () => {
    const policy = ingress({ action: 'Allow', protocol: 'TCP', destination: { ports: ['http'] } });
    const objects = [WEB, OTHER, policy];
    expect(open(objects, '8.8.8.8', 'shop/web')).toEqual(['TCP 80']);
    expect(open(objects, '8.8.8.8', 'shop/other')).toEqual(['TCP 8080']);
  });

  test('and where they begin', () => {
    const policy = ingress({ action: 'Allow', protocol: 'TCP', source: { ports: ['http'] } });
    const reach = reachOf([WEB, CLIENT, PEER, policy]);
    const allowed = (from: string, sourcePort: number) => {
      const { sure } = reach.passage(endOf(reach, from), endOf(reach, 'shop/web'), { from: 'linux', to: 'linux' });
      const cell = reach.network.connections.cellOf({ protocol: 6, port: 80, sourcePort });
      return hasBit(sure, cell);
    };
    expect([allowed('shop/client', 5000), allowed('shop/client', 6000)]).toEqual([true, false]);
    expect([allowed('shop/peer', 5000), allowed('shop/peer', 6000)]).toEqual([false, true]);
  });

  test('are those of a Service to each of its pods', () => {
    const service = kubernetes('v1', 'Service', 'shop/web', {
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
    });
    const policy = calico('GlobalNetworkPolicy', 'out', {
      selector: '!has(app)',
      types: ['Egress'],
      egress: [{ action: 'Allow', destination: { services: { name: 'web', namespace: 'shop' } } }],
    });
    const objects = [WEB, OTHER, CLIENT, service, policy];
    expect(open(objects, 'shop/client', 'shop/web')).toEqual(['TCP 80']);
    expect(open(objects, 'shop/client', 'shop/other')).toEqual(['TCP 8080']);
  });

  test('are what both ends allow', () => {
    const out = calico('GlobalNetworkPolicy', 'out', {
      selector: '!has(app)',
      types: ['Egress'],
      egress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: ['80:443'] } }],
    });
    const into = ingress({ action: 'Allow', protocol: 'TCP', destination: { ports: ['443:8080'] } });
    expect(open([WEB, CLIENT, out, into], 'shop/client', 'shop/web')).toEqual(['TCP 443']);
  });

  test('are without those that an earlier rule denies', () => {
    const rules = [
      { action: 'Deny', protocol: 'TCP', destination: { ports: [22] } },
      { action: 'Deny', protocol: 'UDP', source: { nets: ['10.0.0.0/8'] } },
      { action: 'Allow', protocol: 'TCP', destination: { ports: ['1:1024'] } },
      { action: 'Allow', protocol: 'UDP' },
    ];
    expect(open([WEB, CLIENT, ingress(...rules)], 'shop/client', 'shop/web')).toEqual(['TCP 1-21, 23-1024']);
    expect(open([WEB, CLIENT, ingress(...rules)], '8.8.8.8', 'shop/web')).toEqual(['TCP 1-21, 23-1024', 'UDP']);
  });

  test.each(['linux', 'windows'] as const)(
    'are those of the first rule about who asks, of however many, on %s',
    (plane) => {
      const callers = Array.from({ length: 20 }, (_, index) => `caller-${index}`);
      const objects = [
        WEB,
        ...callers.map((name, index) => pod(`shop/${name}`, { labels: { name }, ip: `10.0.1.${index + 1}` })),
        ingress(
          ...callers.slice(0, 15).map((name, index) => allowing(`name == "${name}"`, 1000 + index)),
          { action: 'Deny', source: { selector: 'name in {"caller-3", "caller-17"}' } },
          ...callers.map((name, index) => allowing(`name == "${name}"`, 2000 + index)),
          { action: 'Allow', protocol: 'UDP', source: { selector: 'has(name)' }, destination: { ports: [53] } },
        ),
      ];
      const openTo = (caller: number) => open(objects, `shop/caller-${caller}`, 'shop/web', plane);
      expect([2, 3, 16, 17].map(openTo)).toEqual([
        ['TCP 1002, 2002', 'UDP 53'],
        ['TCP 1003'],
        ['TCP 2016', 'UDP 53'],
        [],
      ]);
    },
  );
});

function allowing(selector: string, port: number): object {
  return { action: 'Allow', protocol: 'TCP', source: { selector }, destination: { ports: [port] } };
}
