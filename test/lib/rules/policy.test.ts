import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import { foundIn, said, WINDOWS } from './found-in';
import { APP_WEB, calico, egress, globally, HOST_PROCESS, IN, kubernetes, LINUX, OUT, pod, WEB } from './policies';

describe('policy-engine', () => {
  const policy = kubernetes({ ...WEB, policyTypes: ['Ingress'] });

  test('finds policies for Windows pods where nobody enforces them', () => {
    expect(said('policy-engine', [policy, pod()], { platform: 'gke' })).toEqual(['warning spec.podSelector']);
    expect(said('policy-engine', [calico({ selector: APP_WEB }), pod()], { platform: 'gke' })).toEqual([
      'warning spec.selector',
    ]);
    expect(said('policy-engine', [policy, pod(LINUX)], { platform: 'gke' })).toEqual([]);
    expect(said('policy-engine', [policy], { platform: 'gke' })).toEqual([]);
    expect(said('policy-engine', [policy, pod()], { platform: 'aks' })).toEqual([]);
    expect(said('policy-engine', [policy, pod()])).toEqual([]);
  });

  test.each([
    ['gke', 'nothing enforces policies on the Windows nodes of Google Kubernetes Engine'],
    ['eks', 'the network plug-in of EKS enforces policies on Linux nodes only'],
  ] as const)('says why on %s', (platform, problem) => {
    expect(foundIn('policy-engine', [policy, pod()], { platform })).toMatchObject([{ problem }]);
  });

  test('finds them on EKS, unless something there is for Calico', () => {
    expect(said('policy-engine', [policy, pod()], { platform: 'eks' })).toEqual(['warning spec.podSelector']);
    expect(said('policy-engine', [policy, calico({}), pod()], { platform: 'eks' })).toEqual([]);
    const installation = { apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' } };
    expect(said('policy-engine', [policy, installation, pod()], { platform: 'eks' })).toEqual([]);
  });
});

describe('policy-no-pods', () => {
  const WEBB = { podSelector: { matchLabels: { app: 'webb' } } };

  test('finds a policy whose labels nobody has, where the Windows pods of its namespace are', () => {
    expect(said('policy-no-pods', [kubernetes(WEBB), pod()])).toEqual(['warning spec.podSelector']);
    expect(said('policy-no-pods', [calico({ selector: 'app == "webb"' }), pod()])).toEqual(['warning spec.selector']);
  });

  test.each<[string, KubernetesObject, readonly KubernetesObject[]]>([
    ['the pods are there', kubernetes(WEB), [pod()]],
    ['no pods are there', kubernetes(WEBB), []],
    ['only Linux pods are there', kubernetes(WEBB), [pod(LINUX)]],
    ['the pods of another namespace are there', kubernetes(WEBB), [pod(WINDOWS, {}, 'other')]],
    ['a pod of no stated namespace may be meant', kubernetes(WEBB), [pod(), pod(WINDOWS, { app: 'webb' }, '')]],
    ['it is a policy of the cluster', globally({ selector: 'app == "webb"' }), [pod()]],
    ['its selector cannot be read', calico({ selector: 'app =' }), [pod()]],
    ['it is about HostProcess pods', kubernetes(WEBB), [pod(), pod(HOST_PROCESS, { app: 'webb' })]],
  ])('says nothing when %s', (_what, policy, pods) => {
    expect(said('policy-no-pods', [policy, ...pods])).toEqual([]);
  });
});

describe('policy-host-process', () => {
  test('finds a policy that is about HostProcess pods and no others', () => {
    expect(said('policy-host-process', [kubernetes(WEB), pod(HOST_PROCESS)])).toEqual(['warning spec.podSelector']);
    expect(said('policy-host-process', [globally({}), pod(HOST_PROCESS)])).toEqual(['warning spec.selector']);
  });

  test('is content when it is about others as well, or about Linux pods on the network of their node', () => {
    expect(said('policy-host-process', [kubernetes({}), pod(HOST_PROCESS), pod()])).toEqual([]);
    expect(said('policy-host-process', [kubernetes(WEB), pod({ ...LINUX, hostNetwork: true })])).toEqual([]);
    expect(said('policy-host-process', [kubernetes(WEB), pod()])).toEqual([]);
    expect(said('policy-host-process', [kubernetes(WEB)])).toEqual([]);
  });
});

describe('policy-peer-or', () => {
  const from = (...peers: object[]) => kubernetes({ ...WEB, ingress: [{ from: peers }] });
  const NAMESPACES = { namespaceSelector: { matchLabels: { ns: 'summary' } } };
  const SUMMARY = { podSelector: { matchLabels: { app: 'summary' } } };

  test('finds pods of another namespace in an item of their own', () => {
    expect(said('policy-peer-or', [from(NAMESPACES, SUMMARY), pod()])).toEqual([`warning ${IN}.from[1]`]);
    const to = kubernetes({ ...WEB, egress: [{ to: [NAMESPACES, SUMMARY] }] });
    expect(said('policy-peer-or', [to, pod()])).toEqual([`warning ${OUT}.to[1]`]);
  });

  test.each<[string, KubernetesObject, readonly KubernetesObject[]]>([
    ['one item', from({ ...NAMESPACES, ...SUMMARY }), [pod()]],
    ['such pods in the namespace of the policy', from(NAMESPACES, SUMMARY), [pod(), pod(LINUX, { app: 'summary' })]],
    ['all pods of the namespace', from(NAMESPACES, { podSelector: {} }), [pod()]],
    ['all namespaces', from({ namespaceSelector: {} }, SUMMARY), [pod()]],
    ['addresses between', from(NAMESPACES, { ipBlock: { cidr: '10.0.0.0/8' } }, SUMMARY), [pod()]],
    ['Linux pods', from(NAMESPACES, SUMMARY), [pod(LINUX)]],
    ['pods that nobody shows', from(NAMESPACES, SUMMARY), []],
    ['an empty item', from({}, SUMMARY), [pod()]],
  ])('is content with %s', (_what, policy, pods) => {
    expect(said('policy-peer-or', [policy, ...pods])).toEqual([]);
  });
});

describe('policy-namespace-guard', () => {
  const found = (spec: object) => said('policy-namespace-guard', [globally(spec)]).length;

  test.each([
    { namespaceSelector: 'projectcalico.org/name != "kube-system"' },
    { namespaceSelector: '!(team == "a")' },
    { namespaceSelector: 'team not in {"a"}', selector: 'app != "web"' },
    { namespaceSelector: 'global() || team == "a"' },
  ])('finds %j', (spec) => {
    expect(found(spec)).toBe(1);
  });

  test.each([
    {},
    { namespaceSelector: '' },
    { namespaceSelector: 'all()' },
    { namespaceSelector: 'team == "a"' },
    { namespaceSelector: 'has(projectcalico.org/name) && team != "a"' },
    { namespaceSelector: 'team != "a"', selector: 'all()' },
    { namespaceSelector: 'team != "a"', selector: 'app == "web"' },
    { namespaceSelector: 'team != "a"', selector: 'has(projectcalico.org/namespace)' },
    { namespaceSelector: 'team !=' },
  ])('is content with %j', (spec) => {
    expect(found(spec)).toBe(0);
  });
});

describe('policy-system-namespace', () => {
  const BOTH = { types: ['Ingress', 'Egress'] };
  const found = (...policies: KubernetesObject[]) => said('policy-system-namespace', policies);

  test('finds a policy that closes the DNS pods', () => {
    expect(found(globally(BOTH))).toEqual(['warning spec.namespaceSelector']);
    expect(found(globally({ ...BOTH, selector: 'all()' }))).toEqual(['warning spec.namespaceSelector']);
    expect(found(globally({ ...BOTH, namespaceSelector: 'projectcalico.org/name != "shop"' }))).toHaveLength(1);
    expect(found(kubernetes({ podSelector: {} }, 'kube-system'))).toEqual(['warning spec.podSelector']);
    const own = calico({ types: ['Egress'] });
    expect(found({ ...own, metadata: { name: 'web', namespace: 'kube-system' } })).toEqual(['warning spec.selector']);
  });

  test('goes by the DNS of the platform', () => {
    const policy = globally({ ...BOTH, namespaceSelector: 'projectcalico.org/name == "openshift-dns"' });
    expect(said('policy-system-namespace', [policy], { platform: 'openshift' })).toHaveLength(1);
    expect(found(policy)).toEqual([]);
  });

  test.each([
    [
      'the namespaces of the system are left out',
      globally({ ...BOTH, namespaceSelector: 'projectcalico.org/name not in {"kube-system"}' }),
    ],
    ['nobody knows the labels of the namespaces', globally({ ...BOTH, namespaceSelector: 'team != "a"' })],
    ['it selects other pods', globally({ ...BOTH, selector: 'app == "web"' })],
    ['it allows something', globally({ types: ['Ingress'], ingress: [{ action: 'Allow' }] })],
    ['nobody knows what its tier does in the end', globally({ ...BOTH, tier: 'platform' })],
    ['it is for host endpoints', globally({ types: ['Ingress'], preDNAT: true, applyOnForward: true })],
    ['it has no types', globally({})],
    ['it is of another namespace', kubernetes({ podSelector: {} })],
  ])('is content when %s', (_what, policy) => {
    expect(found(policy)).toEqual([]);
  });

  test('is content when other policies open what it closes', () => {
    const dns = { selector: 'k8s-app == "kube-dns"' };
    const open = calico(
      { ...dns, ingress: [{ action: 'Allow' }], egress: [{ action: 'Allow' }] },
      'GlobalNetworkPolicy',
      'dns',
    );
    const half = calico({ ...dns, ingress: [{ action: 'Allow' }] }, 'GlobalNetworkPolicy', 'dns');
    expect(found(globally(BOTH), open)).toEqual([]);
    expect(found(globally(BOTH), half)).toHaveLength(1);
  });

  test('knows a tier that denies', () => {
    const tier = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'Tier',
      metadata: { name: 'platform' },
      spec: { order: 1 },
    };
    const policy = calico({ ...BOTH, tier: 'platform' }, 'GlobalNetworkPolicy', 'platform.web');
    expect(found(policy, tier)).toHaveLength(1);
    expect(found(policy, { ...tier, spec: { defaultAction: 'Pass' } } as KubernetesObject)).toEqual([]);
  });
});

describe('policy-types', () => {
  const ALLOW = [{ action: 'Allow' }];
  const stored = (spec: object) => ({ ...calico(spec), apiVersion: 'crd.projectcalico.org/v1' });

  test('finds policies whose missing types are guessed in different ways', () => {
    expect(said('policy-types', [calico({ ingress: ALLOW, egress: [] })])).toEqual(['warning spec.types']);
    expect(said('policy-types', [calico({ egress: [], types: [] })])).toEqual(['warning spec.types']);
    expect(said('policy-types', [stored({ egress: ALLOW })])).toEqual(['warning spec.types']);
    expect(foundIn('policy-types', [stored({})])[0].problem).toBe('they become Ingress, or Ingress and Egress');
  });

  test.each([
    calico({}),
    calico({ ingress: [] }),
    calico({ ingress: ALLOW }),
    calico({ egress: ALLOW }),
    calico({ ingress: ALLOW, egress: ALLOW }),
    calico({ egress: [], types: ['Ingress'] }),
    stored({ ingress: ALLOW, egress: ALLOW }),
  ])('is content where all guess the same: %j', (policy) => {
    expect(said('policy-types', [policy])).toEqual([]);
  });
});

describe('policy-service-namespace', () => {
  test('finds Services without a namespace in policies that have one', () => {
    const place = 'destination.services.namespace';
    expect(said('policy-service-namespace', [egress({ destination: { services: { name: 'sql' } } })])).toEqual([
      `warning ${OUT}.${place}`,
    ]);
    expect(said('policy-service-namespace', [egress({ destination: { services: {} } })])).toEqual([]);
    expect(
      said('policy-service-namespace', [globally({ egress: [{ destination: { services: { name: 'sql' } } }] })]),
    ).toEqual([]);
  });
});

describe('policy-host-endpoint', () => {
  const endpoint = (labels: object, node = 'n'): KubernetesObject => ({
    apiVersion: 'projectcalico.org/v3',
    kind: 'HostEndpoint',
    metadata: { name: 'n', labels: labels as Record<string, string> },
    spec: { node, interfaceName: '*' },
  });
  const node = (os: string): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n', labels: { 'kubernetes.io/os': os } },
  });

  test('finds those of Windows nodes', () => {
    expect(said('policy-host-endpoint', [endpoint({ 'kubernetes.io/os': 'windows' })])).toEqual(['warning spec.node']);
    expect(said('policy-host-endpoint', [endpoint({}), node('windows')])).toEqual(['warning spec.node']);
    expect(said('policy-host-endpoint', [endpoint({}), node('linux')])).toEqual([]);
    expect(said('policy-host-endpoint', [endpoint({})])).toEqual([]);
  });

  test('finds policies for the host endpoints of Windows nodes', () => {
    const policy = (selector: string) => globally({ selector, doNotTrack: true, applyOnForward: true });
    expect(said('policy-host-endpoint', [policy('kubernetes.io/os == "windows"')])).toEqual([
      'warning spec.doNotTrack',
    ]);
    expect(said('policy-host-endpoint', [policy('all()')])).toEqual([]);
    expect(said('policy-host-endpoint', [globally({ selector: 'kubernetes.io/os == "windows"' })])).toEqual([]);
  });
});

describe('policy-field', () => {
  test('finds fields that there are not, wherever they stand', () => {
    expect(
      said('policy-field', [kubernetes({ podSelecter: {}, ingress: [{ from: [{ podSelector: { labels: {} } }] }] })]),
    ).toEqual(['error spec.podSelecter', 'error spec.ingress[0].from[0].podSelector.labels']);
    expect(said('policy-field', [egress({ destination: { net: [] } })])).toEqual([`warning ${OUT}.destination.net`]);
    expect(said('policy-field', [calico({ nets: [], allowedEgressDomains: [] }, 'GlobalNetworkSet')])).toEqual([
      'warning spec.allowedEgressDomains',
    ]);
    expect(said('policy-field', [calico({ namespaceSelector: 'all()' })])).toEqual(['warning spec.namespaceSelector']);
  });

  test('knows all that there are', () => {
    const entity = {
      ...{ nets: [], notNets: [], selector: '', notSelector: '', namespaceSelector: '', ports: [], notPorts: [] },
      services: { name: '', namespace: '' },
      serviceAccounts: { names: [], selector: '' },
    };
    const rule = {
      ...{ action: 'Allow', ipVersion: 4, protocol: 1, notProtocol: 1, icmp: { type: 1, code: 1 }, notICMP: {} },
      source: entity,
      destination: entity,
      http: { methods: [], paths: [{ exact: '', prefix: '' }] },
      metadata: { annotations: { any: '' } },
    };
    const spec = { tier: '', order: 1, selector: '', serviceAccountSelector: '', types: [], performanceHints: [] };
    expect(said('policy-field', [calico({ ...spec, ingress: [rule], egress: [rule] })])).toEqual([]);
    const peer = { podSelector: { matchExpressions: [{ key: '', operator: '', values: [] }] }, namespaceSelector: {} };
    const ports = [{ protocol: '', port: 1, endPort: 1 }];
    expect(
      said('policy-field', [
        kubernetes({ ...WEB, policyTypes: [], ingress: [{ from: [peer], ports }], egress: [{ to: [peer], ports }] }),
      ]),
    ).toEqual([]);
  });
});

describe('policies with little in them', () => {
  const kinds = [
    'NetworkPolicy',
    'GlobalNetworkPolicy',
    'StagedNetworkPolicy',
    'StagedGlobalNetworkPolicy',
    'StagedKubernetesNetworkPolicy',
  ];
  const specs: readonly object[] = [
    {},
    { ingress: [{}], egress: [{}] },
    { ingress: [{ from: [{}], ports: [{}] }], egress: [{ to: [{ ipBlock: {} }] }] },
    { egress: [{ source: {}, destination: {}, http: {}, icmp: {} }] },
    { selector: '', types: [], podSelector: {} },
  ];

  test.each(kinds)('are no reason to stumble: %s', (kind) => {
    for (const spec of specs) {
      const nothing = { ...calico(spec, kind), spec: undefined, metadata: undefined };
      for (const object of [calico(spec, kind), kubernetes(spec), nothing] as KubernetesObject[]) {
        expect(() => lint([object, pod()])).not.toThrow();
        expect(() => lint([object, pod()], { target: { platform: PLATFORMS.aks } })).not.toThrow();
      }
    }
  });
});
