import { describe, expect, test } from 'vitest';
import type { WindowsEnforcement } from '../../../lib/policy/reach';
import { flowOf, reachOf, verdictOf } from './answers';
import { calico, kubernetes, pod } from './objects';

const WEB = pod('shop/web', { labels: { app: 'web' }, ip: '10.0.0.1' });
const egress = (name: string, action: string, fields: object = {}, kind = 'GlobalNetworkPolicy') =>
  calico(kind, name, { selector: 'app == "web"', types: ['Egress'], egress: [{ action }], ...fields });

function side(objects: object[], windows: WindowsEnforcement) {
  return verdictOf(reachOf([WEB, ...objects], { windows }), flowOf('shop/web -> 8.8.8.8 TCP 443'), 'windows').egress;
}

describe('Calico before 3.29, which AKS has on its Windows nodes,', () => {
  const said = (...objects: object[]) => side(objects, 'first').verdict;

  test('knows allowing and denying', () => {
    expect([said(egress('a', 'Allow')), said(egress('a', 'Deny'))]).toEqual(['allow', 'deny']);
  });

  test('leaves every Pass out', () => {
    expect(said(egress('a', 'Pass', { egress: [{ action: 'Pass' }, { action: 'Allow' }] }))).toBe('allow');
    expect(said(egress('a', 'Pass'))).toBe('deny');
  });

  test('puts the policies of all tiers into one order', () => {
    const tier = calico('Tier', 'team', { order: 1 });
    const late = egress('team.late', 'Deny', { tier: 'team', order: 20 });
    expect(said(tier, late, egress('early', 'Allow', { order: 10 }))).toBe('allow');
    expect(side([tier, late, egress('early', 'Allow', { order: 10 })], 'flattened').verdict).toBe('deny');
  });

  test('does not end where a tier does', () => {
    const tier = calico('Tier', 'team', { order: 1 });
    const none = egress('team.none', '', { tier: 'team', egress: [] });
    expect(said(tier, none, egress('open', 'Allow'))).toBe('allow');
  });

  test('denies at the end, whatever the default of a tier', () => {
    expect(
      said(calico('Tier', 'team', { defaultAction: 'Pass' }), egress('team.none', '', { tier: 'team', egress: [] })),
    ).toBe('deny');
  });

  test('has never heard of staged policies', () => {
    expect(said(egress('planned', 'Deny', {}, 'StagedGlobalNetworkPolicy'))).toBe('allow');
  });

  test('has never heard of policies of administrators', () => {
    const admin = kubernetes('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', 'a', {
      spec: {
        priority: 1,
        subject: { namespaces: {} },
        egress: [{ action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] }],
      },
    });
    expect([said(admin), side([admin], 'flattened').verdict]).toEqual(['allow', 'deny']);
  });

  test('does not die of ports', () => {
    const ports = { protocol: 'TCP', destination: { ports: [443] } };
    const pass = egress('team.a', '', { tier: 'team', egress: [{ action: 'Pass', ...ports }] });
    expect(said(calico('Tier', 'team', {}), pass, egress('b', '', { egress: [{ action: 'Allow', ...ports }] }))).toBe(
      'allow',
    );
  });
});

describe('where nobody enforces policies on Windows', () => {
  const closed = egress('closed', '', { egress: [] });

  test('a Windows node lets everything through, and the verdict says why', () => {
    expect(side([closed], 'none')).toEqual({ verdict: 'allow', by: { kind: 'not enforced' } });
  });

  test('a Linux node is as it is elsewhere', () => {
    const reach = reachOf([WEB, closed], { windows: 'none' });
    expect(verdictOf(reach, flowOf('shop/web -> 8.8.8.8 TCP 443'), 'linux').verdict).toBe('deny');
  });

  test('an address outside is not governed, wherever the pod runs', () => {
    const reach = reachOf([WEB, closed], { windows: 'none' });
    expect(verdictOf(reach, flowOf('shop/web -> 8.8.8.8 TCP 443'), 'windows').ingress.by.kind).toBe('not governed');
  });
});

describe('of a rule that denies a Service, Windows nodes look at the Service alone:', () => {
  const shop = kubernetes('v1', 'Service', 'shop/db', {
    spec: { selector: { app: 'db' }, ports: [{ port: 1433, protocol: 'TCP' }] },
  });
  const db = pod('shop/db', { labels: { app: 'db' }, ip: '10.0.0.2' });

  test.each([
    ['UDP', 'deny'],
    [58, 'deny'],
    ['ICMPv6', 'allow'],
  ])('with protocol %s they %s TCP', (protocol, verdict) => {
    const deny = { action: 'Deny', protocol, destination: { services: { name: 'db', namespace: 'shop' } } };
    const reach = reachOf([WEB, db, shop, egress('no-db', '', { egress: [deny, { action: 'Allow' }] })]);
    expect(verdictOf(reach, flowOf('shop/web -> shop/db TCP 1433'), 'windows').egress.verdict).toBe(verdict);
  });
});
