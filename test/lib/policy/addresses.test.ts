import { describe, expect, test } from 'vitest';
import { flowOf, reachOf, verdictOf, type WorldOptions } from './answers';
import { calico, pod } from './objects';

const WEB = pod('shop/web', { labels: { app: 'web' }, ip: '10.1.0.1' });
const CLIENT = { name: 'shop/client', labels: { app: 'client' } };
const UNSEEN = pod(CLIENT.name, CLIENT);

const hears = (source: object, more: object = {}) =>
  calico('GlobalNetworkPolicy', 'hears', {
    selector: 'app == "web"',
    types: ['Ingress'],
    ingress: [{ action: 'Allow', source, ...more }],
  });

function ingress(objects: object[], flow = 'shop/client -> shop/web TCP 80', options: WorldOptions = {}): string {
  return verdictOf(reachOf(objects, options), flowOf(flow), 'linux').ingress.verdict;
}

describe('of a pod whose address is not known', () => {
  test('a verdict that hangs on labels alone is sure', () => {
    expect(ingress([WEB, UNSEEN, hears({ selector: 'app == "client"' })])).toBe('allow');
    expect(ingress([WEB, UNSEEN, hears({ selector: 'app == "other"' })])).toBe('deny');
  });

  test('a verdict that hangs on a network says that it depends', () => {
    expect(ingress([WEB, UNSEEN, hears({ nets: ['10.0.0.0/24'] })])).toBe('depends');
  });

  test('the same is sure once the pod has an address', () => {
    const at = (ip: string) => ingress([WEB, pod(CLIENT.name, { ...CLIENT, ip }), hears({ nets: ['10.0.0.0/24'] })]);
    expect([at('10.0.0.5'), at('10.0.1.5')]).toEqual(['allow', 'deny']);
  });

  test('no pod is on the Internet: a network there is not its own', () => {
    expect(ingress([WEB, UNSEEN, hears({ nets: ['8.8.8.0/24'] })])).toBe('deny');
  });

  test('a network of everything has it, wherever it is', () => {
    expect(ingress([WEB, UNSEEN, hears({ nets: ['0.0.0.0/0'] })])).toBe('allow');
  });

  test('the network of the pods, where it is given, makes sure what lies within or beside it', () => {
    const given = (net: string) =>
      ingress([WEB, UNSEEN, hears({ nets: [net] })], undefined, { podNetworks: ['10.244.0.0/16'] });
    expect(['10.0.0.0/8', '10.0.0.0/16', '10.244.3.0/24'].map(given)).toEqual(['allow', 'deny', 'depends']);
  });

  test('a rule about its label and its network depends on the network only', () => {
    expect(ingress([WEB, UNSEEN, hears({ selector: 'app == "client"', nets: ['10.0.0.0/24'] })])).toBe('depends');
    expect(ingress([WEB, UNSEEN, hears({ selector: 'app == "other"', nets: ['10.0.0.0/24'] })])).toBe('deny');
  });

  test('what all of its possible addresses get is sure, by whatever rule each gets it', () => {
    const policy = calico('GlobalNetworkPolicy', 'hears', {
      selector: 'app == "web"',
      types: ['Ingress'],
      ingress: [
        { action: 'Allow', source: { nets: ['10.0.0.0/8'] } },
        { action: 'Allow', source: { notNets: ['10.0.0.0/8'] } },
      ],
    });
    expect(ingress([WEB, UNSEEN, policy])).toBe('allow');
  });

  test('connections that some of its addresses are allowed may pass, and surely do those that all are', () => {
    const reach = reachOf([
      WEB,
      UNSEEN,
      calico('GlobalNetworkPolicy', 'hears', {
        selector: 'app == "web"',
        types: ['Ingress'],
        ingress: [
          { action: 'Allow', protocol: 'TCP', destination: { ports: [443] } },
          { action: 'Allow', protocol: 'TCP', source: { nets: ['10.0.0.0/24'] }, destination: { ports: [80] } },
        ],
      }),
    ]);
    const passage = reach.passage({ endpoint: 1 }, { endpoint: 0 }, { from: 'linux', to: 'linux' });
    const { connections } = reach.network;
    expect(connections.textsOf(passage.sure)).toEqual(['TCP 443']);
    expect(connections.textsOf(passage.may)).toEqual(['TCP 80, 443']);
  });
});

describe('a set of networks', () => {
  const set = (nets: string[]) => calico('GlobalNetworkSet', 'partner', { nets }, { app: 'partner' });
  const policy = hears({ selector: 'app == "partner"' });

  test('means a pod whose address lies in it', () => {
    const seen = (ip: string) => ingress([WEB, pod(CLIENT.name, { ...CLIENT, ip }), set(['10.0.0.0/24']), policy]);
    expect([seen('10.0.0.5'), seen('10.0.1.5')]).toEqual(['allow', 'deny']);
  });

  test('may mean a pod whose address is not known', () => {
    expect(ingress([WEB, UNSEEN, set(['10.0.0.0/24']), policy])).toBe('depends');
    expect(ingress([WEB, UNSEEN, set(['203.0.113.0/24']), policy])).toBe('deny');
  });

  test('may hold single addresses and host bits', () => {
    const seen = (nets: string[]) => ingress([WEB, set(nets), policy], '8.8.8.8 -> shop/web TCP 80');
    expect([seen(['8.8.8.8']), seen(['8.8.8.9/24']), seen(['8.8.8.9'])]).toEqual(['allow', 'allow', 'deny']);
  });
});

describe('an address', () => {
  test('of a pod is the pod', () => {
    const closed = calico('GlobalNetworkPolicy', 'closed', { selector: 'app == "web"', types: ['Ingress'] });
    expect(ingress([WEB, closed], '8.8.8.8 -> 10.1.0.1 TCP 80')).toBe('deny');
    expect(ingress([WEB, closed], '8.8.8.8 -> 10.1.0.2 TCP 80')).toBe('allow');
  });

  test('of IPv6 is the same in whatever spelling', () => {
    const seen = pod('shop/six', { labels: { app: 'web' }, ip: 'fd00::a:1' });
    const closed = calico('GlobalNetworkPolicy', 'closed', { selector: 'app == "web"', types: ['Ingress'] });
    expect(ingress([seen, closed], '2001:db8::7 -> FD00:0:0::A:1 TCP 80')).toBe('deny');
  });

  test('that is none is not guessed', () => {
    expect(() => ingress([WEB], '8.8.8 -> shop/web TCP 80')).toThrow('8.8.8 is no address');
  });
});
