import { describe, expect, test } from 'vitest';
import { flowOf, reachOf, verdictOf } from './answers';
import { calico, kubernetes, pod } from './objects';

const WEB = pod('shop/web', { labels: { app: 'web' }, ip: '10.0.0.1' });
const IN = { selector: 'app == "web"', types: ['Ingress'] };
const hears = (selector: string, more: object = {}) =>
  calico('GlobalNetworkPolicy', 'hears', { ...IN, ingress: [{ action: 'Allow', source: { selector } }], ...more });

function asked(objects: object[], flow = '8.8.8.8 -> shop/web TCP 80') {
  const reach = reachOf([WEB, ...objects]);
  const { ignored } = reach.network.order;
  return {
    verdict: verdictOf(reach, flowOf(flow), 'linux').verdict,
    ignored: ignored.map(({ object, because, refusals }) =>
      [object.metadata?.name, because, ...refusals.map(({ path }) => path)].join(' '),
    ),
  };
}

describe('Calico behaves as if it were not there:', () => {
  test('a policy with a selector that does not parse, which so closes nothing', () => {
    const policy = calico('GlobalNetworkPolicy', 'closed', { ...IN, selector: 'app = "web"' });
    expect(asked([policy])).toEqual({ verdict: 'allow', ignored: ['closed refused spec.selector'] });
  });

  test('a whole policy, when one of its rules is refused', () => {
    const rules = [{ action: 'Deny' }, { action: 'Allow', destination: { ports: [80] } }];
    const policy = calico('NetworkPolicy', 'shop/closed', { ...IN, ingress: rules });
    expect(asked([policy])).toEqual({
      verdict: 'allow',
      ignored: ['closed refused spec.ingress[1].destination.ports'],
    });
  });

  test('a policy outside the default tier that is not called after its tier', () => {
    const tier = calico('Tier', 'team', { order: 1 });
    const policy = calico('GlobalNetworkPolicy', 'closed', { ...IN, tier: 'team' });
    expect(asked([tier, policy])).toEqual({ verdict: 'allow', ignored: ['closed refused metadata.name'] });
  });

  test('a set of networks with a network that is none', () => {
    const set = calico('GlobalNetworkSet', 'partner', { nets: ['8.8.8.8', '10.0.0.300'] }, { app: 'partner' });
    expect(asked([set, hears('app == "partner"')]).verdict).toBe('deny');
  });

  test('a set of networks that puts itself into a namespace', () => {
    const labels = { app: 'partner', 'projectcalico.org/namespace': 'shop' };
    const set = calico('GlobalNetworkSet', 'partner', { nets: ['8.8.8.8'] }, labels);
    expect(asked([set, hears('app == "partner"')]).verdict).toBe('deny');
  });

  test('a host endpoint without a node', () => {
    const host = calico('HostEndpoint', 'gateway', { expectedIPs: ['8.8.8.8'] }, { app: 'gateway' });
    expect(asked([host, hears('app == "gateway"')]).verdict).toBe('deny');
  });

  test('a tier with a default that is none: its policies come last, and deny', () => {
    const tier = calico('Tier', 'team', { order: 1, defaultAction: 'Allow' });
    const policy = calico('GlobalNetworkPolicy', 'team.none', { ...IN, tier: 'team' });
    const reach = reachOf([WEB, tier, policy, hears('all()')]);
    expect(reach.network.order.tiers.map(({ name, isShown }) => [name, isShown])).toEqual([
      ['default', true],
      ['team', false],
    ]);
  });
});

describe('it plays no part for pods:', () => {
  test('a policy that is about hosts only', () => {
    const policy = calico('GlobalNetworkPolicy', 'hosts', { doNotTrack: true, applyOnForward: true });
    expect(asked([policy])).toEqual({ verdict: 'allow', ignored: ['hosts not about pods'] });
  });

  test('a policy that is staged for its deletion', () => {
    const policy = calico('StagedGlobalNetworkPolicy', 'gone', { stagedAction: 'Delete' });
    expect(asked([policy])).toEqual({ verdict: 'allow', ignored: ['gone staged deletion'] });
  });
});

describe('of policies that are stored without the API server of Calico', () => {
  test('one without types is about both directions', () => {
    const stored = {
      ...calico('GlobalNetworkPolicy', 'default.out', { selector: 'app == "web"', egress: [{ action: 'Allow' }] }),
      apiVersion: 'crd.projectcalico.org/v1',
    };
    expect(asked([stored]).verdict).toBe('deny');
    expect(asked([{ ...stored, apiVersion: 'projectcalico.org/v3' }]).verdict).toBe('allow');
  });

  test('tiers and sets count as well', () => {
    const stored = (object: object) => ({ ...object, apiVersion: 'crd.projectcalico.org/v1' });
    const set = stored(calico('GlobalNetworkSet', 'partner', { nets: ['8.8.8.8'] }, { app: 'partner' }));
    const tier = stored(calico('Tier', 'team', { order: 1, defaultAction: 'Pass' }));
    const none = calico('GlobalNetworkPolicy', 'team.none', { ...IN, tier: 'team' });
    expect(asked([tier, none]).verdict).toBe('allow');
    expect(asked([set, hears('app == "partner"')]).verdict).toBe('allow');
  });
});

describe('of a policy of an administrator', () => {
  const policy = (kind: string, spec: object) =>
    kubernetes(`policy.networking.k8s.io/${kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1'}`, kind, 'a', {
      spec: { priority: 1, subject: { namespaces: {} }, ...spec },
    });
  const FLOW = 'shop/web -> 8.8.8.8 TCP 443';
  const nothing = { action: 'Deny', to: [{ nodes: {} }] };

  test.each([
    ['a peer that Calico does not know', nothing, 'spec.egress[0].to[0]'],
    ['an action that is none', { action: 'Block', to: [{ namespaces: {} }] }, 'spec.egress[0].action'],
    [
      'a network that is none',
      { action: 'Deny', to: [{ networks: ['10.0.0.300/8'] }] },
      'spec.egress[0].to[0].networks[0]',
    ],
    [
      'a range of ports that ends before it begins',
      { action: 'Deny', to: [{ namespaces: {} }], ports: [{ portRange: { start: 9, end: 8 } }] },
      'spec.egress[0].ports[0].portRange',
    ],
    [
      'a protocol without ports',
      { action: 'Deny', to: [{ namespaces: {} }], ports: [{ portNumber: { protocol: 'ICMP', port: 8 } }] },
      'spec.egress[0].ports[0].portNumber.protocol',
    ],
  ])('a rule with %s takes the whole policy with it', (_, rule, path) => {
    const denial = { action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] };
    expect(asked([policy('AdminNetworkPolicy', { egress: [rule, denial] })], FLOW)).toEqual({
      verdict: 'allow',
      ignored: [`a refused ${path}`],
    });
  });

  test('a baseline knows no Pass', () => {
    const pass = { action: 'Pass', to: [{ namespaces: {} }] };
    expect(asked([policy('BaselineAdminNetworkPolicy', { egress: [pass] })], FLOW).ignored).toEqual([
      'a refused spec.egress[0].action',
    ]);
  });

  test('one without a subject is about nobody', () => {
    const denial = { action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] };
    expect(asked([policy('AdminNetworkPolicy', { subject: {}, egress: [denial] })], FLOW)).toEqual({
      verdict: 'allow',
      ignored: ['a refused spec.subject'],
    });
  });

  describe('of the form that Calico 3.32 brought', () => {
    const cluster = (tier: string, ...egress: object[]) => policy('ClusterNetworkPolicy', { tier, egress });

    test('a denial that does not convert denies everything', () => {
      expect(asked([cluster('Admin', nothing)], FLOW)).toEqual({ verdict: 'deny', ignored: [] });
    });

    test('so does a Pass', () => {
      expect(asked([cluster('Admin', { ...nothing, action: 'Pass' })], FLOW).verdict).toBe('deny');
    });

    test('what accepts and does not convert accepts nothing', () => {
      const denial = { action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] };
      expect(asked([cluster('Admin', { ...nothing, action: 'Accept' }, denial)], FLOW).verdict).toBe('deny');
      expect(asked([cluster('Admin', { ...nothing, action: 'Accept' })], FLOW).verdict).toBe('allow');
    });

    test('one of a tier that there is not is none', () => {
      expect(asked([cluster('Developer', nothing)], FLOW)).toEqual({
        verdict: 'allow',
        ignored: ['a refused spec.tier'],
      });
    });
  });
});
