import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import type { PlatformId } from '../../../lib/platforms/platform';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import { foundIn, said, WINDOWS } from './found-in';
import { APP_WEB, calico, egress, globally, HOST_PROCESS, IN, kubernetes, LINUX, OUT, pod, WEB } from './policies';

const admin = (kind = 'AdminNetworkPolicy', version = 'v1alpha1'): KubernetesObject => ({
  apiVersion: `policy.networking.k8s.io/${version}`,
  kind,
  metadata: { name: 'default' },
  spec: {
    ...(kind === 'AdminNetworkPolicy' ? { priority: 1 } : {}),
    subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'web' } } } },
    ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
  },
});

describe('policy-namespace-guard', () => {
  const INGRESS = { types: ['Ingress'] };

  test.each([
    'team not in {"a"}',
    '!has(team)',
    '! (team in {"a"})',
    '!(team contains "x")',
    '!(team starts with "x" || team ends with "x")',
    '!(has(projectcalico.org/name) && team == "a")',
    'team == "b" || team != "a"',
    'has(team) || !has(env)',
    'team != "a" && env != "b"',
    'team != "a" && (env == "b" || !has(env))',
    'has(projectcalico.org/name) || team != "a"',
    'kubernetes.io/metadata.name not in {"kube-system"}',
  ])('warns of a namespaceSelector that is true without a namespace: %s', (namespaceSelector) => {
    expect(said('policy-namespace-guard', [globally({ ...INGRESS, namespaceSelector })])).toEqual([
      'warning spec.namespaceSelector',
    ]);
    // a policy in a namespace is about its pods
    expect(said('policy-namespace-guard', [calico({ ...INGRESS, namespaceSelector })])).toEqual([]);
  });

  test.each([
    'team contains "x"',
    'has(team) && env != "b"',
    'team != "a" && env == "b"',
    '(has(projectcalico.org/name) && team != "a") || team == "x"',
    'has(kubernetes.io/metadata.name) && kubernetes.io/metadata.name != "kube-system"',
    '!(!has(projectcalico.org/name) || team == "a")',
  ])('is content with a namespaceSelector that needs one: %s', (namespaceSelector) => {
    expect(said('policy-namespace-guard', [globally({ ...INGRESS, namespaceSelector })])).toEqual([]);
  });

  test.each([
    'projectcalico.org/namespace != "kube-system"',
    'projectcalico.org/namespace not in {"kube-system", "calico-system"}',
    'pcns.team != "a"',
    'app != "web" && !(projectcalico.org/namespace in {"kube-system"})',
  ])('warns of a selector that leaves out namespaces in the same way: %s', (selector) => {
    expect(said('policy-namespace-guard', [globally({ ...INGRESS, selector })])).toEqual(['warning spec.selector']);
    expect(said('policy-namespace-guard', [calico({ ...INGRESS, selector })])).toEqual([]);
  });

  test.each<object>([
    { selector: 'has(projectcalico.org/namespace) && projectcalico.org/namespace != "kube-system"' },
    { selector: 'projectcalico.org/namespace == "shop"' },
    { selector: 'app != "web"' },
    { namespaceSelector: 'team != "a"', selector: 'projectcalico.org/orchestrator == "k8s"' },
    { namespaceSelector: 'team != "a"', serviceAccountSelector: 'role == "web"' },
    { selector: 'pcns.team != "a"', serviceAccountSelector: 'has(role)' },
  ])('is content with what host endpoints do not have: %j', (spec) => {
    expect(said('policy-namespace-guard', [globally({ ...INGRESS, ...spec })])).toEqual([]);
  });

  test.each<object>([
    { namespaceSelector: 'team != "a"', selector: '!has(app)' },
    { namespaceSelector: 'team != "a"', serviceAccountSelector: 'role != "web"' },
  ])('warns of what they fit as well: %j', (spec) => {
    expect(said('policy-namespace-guard', [globally({ ...INGRESS, ...spec })])).toHaveLength(1);
  });
});

describe('policy-dns-tcp', () => {
  const found = (...policies: KubernetesObject[]) => said('policy-dns-tcp', [...policies, pod()]);
  const ports = (...own: object[]) => kubernetes({ ...WEB, policyTypes: ['Egress'], egress: [{ ports: own }] });
  const udp = (destination: object, protocol: string | number = 'UDP') => egress({ protocol, destination });
  const UDP_53 = { protocol: 'UDP', port: 53 };

  test.each<[string, KubernetesObject]>([
    ['by its number, beside another port of TCP', ports(UDP_53, { port: 443 })],
    ['by its number, beside SCTP', ports(UDP_53, { protocol: 'SCTP', port: 53 })],
    ['by a range of one', ports({ ...UDP_53, endPort: 53 })],
    ['in a range', ports({ protocol: 'UDP', port: 50, endPort: 60 })],
    ['by the name that it has', ports({ protocol: 'UDP', port: 'dns' })],
    ['beside the name of another port of TCP', ports(UDP_53, { port: 'https' })],
    [
      'on the address of the cache of each node',
      kubernetes({
        ...WEB,
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: [UDP_53] }],
      }),
    ],
  ])('warns where a policy of Kubernetes opens it by UDP alone: %s', (_what, policy) => {
    expect(found(policy)).toEqual([`warning ${OUT}.ports[0]`]);
  });

  test.each<[string, KubernetesObject]>([
    ['as a text', udp({ ports: ['53'] })],
    ['by the number of UDP', udp({ ports: [53] }, 17)],
    ['by the number of UDP as a text', udp({ ports: [53] }, '17')],
    ['by a range of one', udp({ ports: ['53:53'] })],
    ['in a range', udp({ ports: ['1:1024'] })],
    ['by the name that it has', udp({ ports: ['dns'] })],
    ['on the address of the cache of each node', udp({ nets: ['169.254.20.10/32'], ports: [53] })],
  ])('warns where one of Calico does: %s', (_what, policy) => {
    expect(found(policy)).toEqual([`warning ${OUT}.destination.ports[0]`]);
  });

  test.each<[string, KubernetesObject]>([
    ['TCP, which is meant where no protocol is', ports(UDP_53, { port: 53 })],
    ['the name that it has for TCP', ports({ protocol: 'UDP', port: 'dns' }, { port: 'dns-tcp' })],
    ['a range of TCP', ports({ protocol: 'UDP', port: 50, endPort: 60 }, { port: 1, endPort: 100 })],
    [
      'its Service, with all ports of that',
      egress({ destination: { services: { name: 'kube-dns', namespace: 'kube-system' } } }),
    ],
    ['other ports of UDP alone', ports({ protocol: 'UDP', port: 1024, endPort: 65_535 })],
    ['many more ports of UDP', ports({ protocol: 'UDP', port: 1, endPort: 65_535 })],
    [
      'nothing, since it is not about what goes out',
      kubernetes({ ...WEB, policyTypes: ['Ingress'], egress: [{ ports: [UDP_53] }] }),
    ],
    [
      'nothing of what goes out in Calico',
      calico({
        selector: APP_WEB,
        types: ['Ingress'],
        egress: [{ action: 'Allow', protocol: 'UDP', destination: { ports: [53] } }],
      }),
    ],
    ['what comes in', kubernetes({ ...WEB, policyTypes: ['Ingress'], ingress: [{ ports: [UDP_53] }] })],
  ])('is content where a policy opens %s', (_what, policy) => {
    expect(found(policy)).toEqual([]);
  });
});

describe('policy-peer-or', () => {
  const from = (...peers: object[]) => kubernetes({ ...WEB, policyTypes: ['Ingress'], ingress: [{ from: peers }] });
  const NAMESPACES = { namespaceSelector: { matchLabels: { team: 'b' } } };
  const PODS = { podSelector: { matchLabels: { app: 'api' } } };
  const inside = (key: string, ...values: string[]) => ({ matchExpressions: [{ key, operator: 'In', values }] });

  test.each<[string, KubernetesObject, string]>([
    ['the pods first', from(PODS, NAMESPACES), `${IN}.from[0]`],
    [
      'expressions',
      from({ namespaceSelector: inside('team', 'b') }, { podSelector: inside('app', 'api') }),
      `${IN}.from[1]`,
    ],
    ['an item that is right before them', from({ ...NAMESPACES, ...PODS }, NAMESPACES, PODS), `${IN}.from[2]`],
    ['two kinds of namespaces', from(NAMESPACES, { namespaceSelector: inside('team', 'c') }, PODS), `${IN}.from[2]`],
    [
      'a later rule, to go out',
      kubernetes({ ...WEB, policyTypes: ['Egress'], egress: [{}, { to: [NAMESPACES, PODS] }] }),
      'spec.egress[1].to[1]',
    ],
  ])('warns of two items for one, with %s', (_what, policy, path) => {
    expect(said('policy-peer-or', [policy, pod()])).toEqual([`warning ${path}`]);
  });

  test.each<[string, KubernetesObject]>([
    ['such pods are there', from({ podSelector: { matchLabels: { app: 'web' } } }, NAMESPACES)],
    ['addresses stand between', from(PODS, { ipBlock: { cidr: '10.0.0.0/8' } }, NAMESPACES)],
    ['they are in rules of their own', kubernetes({ ...WEB, ingress: [{ from: [NAMESPACES] }, { from: [PODS] }] })],
  ])('is content where %s', (_what, policy) => {
    expect(said('policy-peer-or', [policy, pod()])).toEqual([]);
  });
});

describe('policy-no-pods', () => {
  const SHOP: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  const selects = (podSelector: object) => kubernetes({ podSelector });
  const elsewhere = (policy: KubernetesObject) => ({ ...policy, metadata: { name: 'web', namespace: 'shopp' } });

  test.each<[string, KubernetesObject, string]>([
    ['a value', selects({ matchLabels: { app: 'wbe' } }), 'podSelector'],
    ['a key', selects({ matchLabels: { ap: 'web' } }), 'podSelector'],
    ['capitals', selects({ matchLabels: { app: 'Web' } }), 'podSelector'],
    ['values', selects({ matchExpressions: [{ key: 'app', operator: 'In', values: ['wbe'] }] }), 'podSelector'],
    ['a key that is to exist', selects({ matchExpressions: [{ key: 'ap', operator: 'Exists' }] }), 'podSelector'],
    ['one of two labels', selects({ matchLabels: { app: 'web', tier: 'front' } }), 'podSelector'],
    ['a value, of Calico', calico({ selector: 'app == "wbe"' }), 'selector'],
    ['a key, of Calico', calico({ selector: 'has(ap)' }), 'selector'],
    ['what nothing can be', calico({ selector: 'app == "web" && app != "web"' }), 'selector'],
    ['an account', calico({ serviceAccountSelector: 'projectcalico.org/name == "wbe"' }), 'selector'],
  ])('warns of a mistake in %s', (_what, policy, field) => {
    expect(said('policy-no-pods', [policy, pod()])).toEqual([`warning spec.${field}`]);
  });

  test.each([kubernetes(WEB), calico({ selector: APP_WEB })])(
    'warns of another namespace than that of the pods, where namespaces are shown: %j',
    (policy) => {
      const wrong = elsewhere(policy);
      expect(foundIn('policy-no-pods', [wrong, SHOP, pod()])).toMatchObject([
        {
          severity: 'warning',
          path: 'metadata.namespace',
          problem: 'no manifest shows this namespace, and Pod shop/web with such labels is in shop',
        },
      ]);
      const own = { ...SHOP, metadata: { name: 'shopp' } };
      for (const others of [[pod()], [SHOP, own, pod()], [SHOP, pod(LINUX)], [SHOP, pod(WINDOWS, { app: 'db' })]])
        expect(said('policy-no-pods', [wrong, ...others])).toEqual([]);
    },
  );

  test.each([kubernetes({}), calico({ selector: 'all()' }), calico({ selector: 'app != "db"' })])(
    'says nothing of another namespace where whatever is in it is meant: %j',
    (policy) => {
      expect(said('policy-no-pods', [elsewhere(policy), SHOP, pod()])).toEqual([]);
    },
  );
});

describe('policy-host-process', () => {
  const HOST_CONTAINER: PodSpec = {
    ...WINDOWS,
    hostNetwork: true,
    containers: [{ name: 'a', image: 'a', securityContext: { windowsOptions: { hostProcess: true } } }],
  };

  test.each<[string, KubernetesObject, string]>([
    ['Kubernetes', kubernetes(WEB), 'podSelector'],
    ['Kubernetes for the whole namespace', kubernetes({ podSelector: {} }), 'podSelector'],
    ['Calico', calico({ selector: APP_WEB }), 'selector'],
    ['the cluster', globally({ selector: APP_WEB }), 'selector'],
    ['the cluster by namespace', globally({ namespaceSelector: 'projectcalico.org/name == "shop"' }), 'selector'],
    ['administrators', admin(), 'subject'],
    ['administrators, as a baseline', admin('BaselineAdminNetworkPolicy'), 'subject'],
  ])('warns of a policy of %s that is about them alone', (_what, policy, field) => {
    for (const spec of [HOST_PROCESS, HOST_CONTAINER])
      expect(said('policy-host-process', [policy, pod(spec)])).toEqual([`warning spec.${field}`]);
    expect(said('policy-host-process', [policy, pod(HOST_PROCESS), pod()])).toEqual([]);
    expect(said('policy-host-process', [policy, pod({ ...LINUX, hostNetwork: true })])).toEqual([]);
  });
});

describe('policy-engine', () => {
  const POLICIES: readonly [string, KubernetesObject, string][] = [
    ['Kubernetes', kubernetes(WEB), 'podSelector'],
    ['Calico', calico({ selector: APP_WEB, types: ['Ingress'] }), 'selector'],
    ['the cluster', globally({ selector: APP_WEB, types: ['Ingress'] }), 'selector'],
    ['administrators', admin(), 'subject'],
  ];
  /** Who writes a policy for Calico, has it. */
  const OPEN: Readonly<Partial<Record<PlatformId, readonly string[]>>> = {
    gke: ['Kubernetes', 'Calico', 'the cluster', 'administrators'],
    eks: ['Kubernetes', 'administrators'],
  };

  test.each(Object.keys(PLATFORMS) as PlatformId[])(
    'warns of policies that nobody enforces on the Windows nodes of %s, and of no others',
    (platform) => {
      for (const [what, policy, field] of POLICIES) {
        const found = OPEN[platform]?.includes(what) ? [`warning spec.${field}`] : [];
        expect([what, said('policy-engine', [policy, pod()], { platform })]).toEqual([what, found]);
        expect(said('policy-engine', [policy, pod(LINUX)], { platform })).toEqual([]);
        expect(said('policy-engine', [policy, pod(HOST_PROCESS)], { platform })).toEqual([]);
      }
    },
  );
});
