import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { foundIn, said } from './found-in';
import { APP_WEB, calico, kubernetes, LINUX, pod, WEB } from './policies';

const out = (name: string, order: number | undefined, ...egress: object[]) =>
  calico(
    { ...(order === undefined ? {} : { order }), selector: APP_WEB, types: ['Egress'], egress },
    'NetworkPolicy',
    name,
  );
const ALLOW = { action: 'Allow' };
const to = (net: string, action = 'Deny') => ({ action, destination: { nets: [net] } });
const TIE = [out('a', 10, to('10.1.0.0/16')), out('b', 10, ALLOW)];

describe('policy-order', () => {
  test('names the other one', () => {
    expect(foundIn('policy-order', [...TIE, pod()])).toMatchObject([
      {
        severity: 'warning',
        path: 'spec.order',
        got: 10,
        problem: 'NetworkPolicy shop/a has the same, and only their names say which is asked first',
      },
    ]);
  });

  test.each<[string, KubernetesObject[]]>([
    ['neither has an order', [out('a', undefined, ALLOW), out('b', undefined, to('10.1.0.0/16'))]],
    [
      'one is of Kubernetes, whose order is 1000',
      [out('a', 1000, to('10.1.0.0/16')), kubernetes({ ...WEB, policyTypes: ['Egress'], egress: [{}] })],
    ],
    [
      'they are about one and the same pod',
      [
        out('a', 10, { action: 'Deny', destination: { selector: APP_WEB } }),
        out('b', 10, { action: 'Allow', destination: { selector: 'has(app)' } }),
      ],
    ],
    ['one passes on', [out('a', 5, { action: 'Pass' }), out('b', 5, to('10.1.0.0/16'))]],
  ])('finds it where %s', (_what, policies) => {
    expect(said('policy-order', [...policies, pod()])).toHaveLength(1);
  });

  test.each<[string, KubernetesObject[]]>([
    ['the orders are two', [out('a', 10, to('10.1.0.0/16')), out('b', 20, ALLOW)]],
    ['both allow', [out('a', 10, to('10.1.0.0/16', 'Allow')), out('b', 10, ALLOW)]],
    ['both deny', [out('a', 10, to('10.1.0.0/16')), out('b', 10, to('10.0.0.0/8'))]],
    ['they are about other addresses', [out('a', 10, to('10.1.0.0/16')), out('b', 10, to('10.2.0.0/16', 'Allow'))]],
    ['an earlier policy has decided', [out('0', 1, ALLOW), ...TIE]],
  ])('says nothing where %s', (_what, policies) => {
    expect(said('policy-order', [...policies, pod()])).toEqual([]);
  });

  test('says nothing of Linux pods, or where nobody shows the pods', () => {
    expect(said('policy-order', [...TIE, pod(LINUX)])).toEqual([]);
    expect(said('policy-order', TIE, { platform: 'kubeadm' })).toEqual([]);
  });
});

describe('policy-tier-missing', () => {
  const tier = (name: string) =>
    ({ apiVersion: 'projectcalico.org/v3', kind: 'Tier', metadata: { name }, spec: { order: 10 } }) as KubernetesObject;
  const inTier = (name: string) =>
    calico({ tier: name, selector: APP_WEB, types: ['Egress'] }, 'NetworkPolicy', `${name}.web`);

  test('is found where other tiers are there', () => {
    expect(said('policy-tier-missing', [inTier('plattform'), tier('platform'), pod()])).toEqual(['warning spec.tier']);
  });

  test.each<[string, KubernetesObject[]]>([
    ['it is there', [inTier('platform'), tier('platform')]],
    ['no tier is there', [inTier('platform')]],
    ['it comes with Calico', [inTier('adminnetworkpolicy'), tier('platform')]],
    ['none is named', [calico({ selector: APP_WEB }), tier('platform')]],
  ])('is not where %s', (_what, objects) => {
    expect(said('policy-tier-missing', [...objects, pod()])).toEqual([]);
  });

  test('is nothing to Linux pods', () => {
    expect(said('policy-tier-missing', [inTier('plattform'), tier('platform'), pod(LINUX)])).toEqual([]);
  });
});

describe('policy-windows-difference', () => {
  const denied = (kind: string, spec: object, version = 'v1alpha1'): KubernetesObject => ({
    apiVersion: `policy.networking.k8s.io/${version}`,
    kind,
    metadata: { name: 'default' },
    spec: { subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'web' } } } }, ...spec },
  });
  const admin = denied('AdminNetworkPolicy', {
    priority: 1,
    egress: [{ action: 'Deny', to: [{ networks: ['10.1.0.0/16'] }] }],
  });

  test.each<[string, KubernetesObject]>([
    ['AdminNetworkPolicy', admin],
    [
      'BaselineAdminNetworkPolicy',
      denied('BaselineAdminNetworkPolicy', { ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] }),
    ],
    [
      'ClusterNetworkPolicy',
      denied(
        'ClusterNetworkPolicy',
        { tier: 'Admin', priority: 1, egress: [{ action: 'Deny', to: [{ networks: ['10.1.0.0/16'] }] }] },
        'v1alpha2',
      ),
    ],
  ])(
    'of an %s, which AKS has never heard of on Windows nodes, is an error that names what stands open',
    (_kind, policy) => {
      const other = {
        ...pod(LINUX, { app: 'db' }),
        metadata: { name: 'db', namespace: 'shop', labels: { app: 'db' } },
      };
      const found = foundIn('policy-windows-difference', [policy, other, pod()], { platform: 'aks' });
      expect(found).toMatchObject([
        {
          severity: 'error',
          path: 'spec.subject',
          problem: expect.stringMatching(/^on the Windows nodes .+ stands open$/),
        },
      ]);
      expect(said('policy-windows-difference', [policy, other, pod()])).toEqual([]);
      expect(said('policy-windows-difference', [policy, other, pod(LINUX)], { platform: 'aks' })).toEqual([]);
    },
  );

  test('is none where another policy denies the same', () => {
    const same = calico({ order: 1, selector: APP_WEB, types: ['Egress'], egress: [to('10.0.0.0/8')] });
    expect(said('policy-windows-difference', [admin, same, pod()], { platform: 'aks' })).toEqual([]);
  });

  test('is none where the policy of a tier is the cause', () => {
    const policy = calico(
      { tier: 'platform', order: 10, selector: APP_WEB, types: ['Egress'], egress: [to('10.1.0.0/16')] },
      'NetworkPolicy',
      'platform.web',
    );
    const tier = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'Tier',
      metadata: { name: 'platform' },
      spec: { order: 10 },
    };
    const objects = [policy, out('open', 1, ALLOW), tier, pod()];
    expect(said('policy-windows-difference', objects, { platform: 'aks' })).toEqual([]);
    expect(foundIn('policy-tier', objects, { platform: 'aks' })).toMatchObject([
      { severity: 'error', problem: expect.stringContaining('stands open') },
    ]);
  });

  test('the name of a port in a policy of an administrator is left out', () => {
    const named = denied(
      'ClusterNetworkPolicy',
      {
        tier: 'Admin',
        priority: 1,
        ingress: [{ action: 'Deny', from: [{ namespaces: {} }], protocols: [{ destinationNamedPort: 'sql' }] }],
      },
      'v1alpha2',
    );
    expect(said('policy-named-port', [named, pod()])).toEqual([
      'warning spec.ingress[0].protocols[0].destinationNamedPort',
    ]);
    expect(said('policy-named-port', [named, pod()], { platform: 'aks' })).toEqual([]);
  });
});
