import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import { foundIn, image, type On, said, WINDOWS } from './found-in';

const LINUX: PodSpec = { os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'linux' } };
const HOST_PROCESS: PodSpec = {
  ...WINDOWS,
  hostNetwork: true,
  securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
};

const WEB = { podSelector: { matchLabels: { app: 'web' } } };
const APP_WEB = 'app == "web"';

function pod(spec: PodSpec = WINDOWS, labels: Record<string, string> = { app: 'web' }, namespace = 'shop') {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace, labels },
    spec: { ...image('web'), ...spec },
  };
}

const namespaceOf = (kind: string) => (kind.includes('Global') ? undefined : 'shop');

function calico(spec: object, kind = 'NetworkPolicy', name = 'web'): KubernetesObject {
  const metadata = { name, namespace: namespaceOf(kind) };
  return { apiVersion: 'projectcalico.org/v3', kind, metadata, spec };
}

const globally = (spec: object) => calico(spec, 'GlobalNetworkPolicy');

function kubernetes(spec: object, namespace = 'shop'): KubernetesObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web', namespace }, spec };
}

/** A rule of Calico for the web pods, to come in or to go out. */
const ingress = (rule: object) =>
  calico({ selector: APP_WEB, types: ['Ingress'], ingress: [{ action: 'Allow', ...rule }] });
const egress = (rule: object) =>
  calico({ selector: APP_WEB, types: ['Egress'], egress: [{ action: 'Allow', ...rule }] });
const deny = (destination: object) => egress({ action: 'Deny', destination });

const IN = 'spec.ingress[0]';
const OUT = 'spec.egress[0]';

/** Policies of which Windows nodes do something else, the rule, and what it finds when the pods are there. */
const ON_WINDOWS: readonly [string, KubernetesObject, string][] = [
  ['policy-negation', deny({ notNets: ['10.0.0.0/8'] }), `error ${OUT}.destination.notNets`],
  ['policy-negation', egress({ destination: { notNets: ['10.0.0.0/8'] } }), `warning ${OUT}.destination.notNets`],
  ['policy-negation', egress({ notProtocol: 'TCP' }), `warning ${OUT}.notProtocol`],
  ['policy-negation', egress({ notICMP: { type: 8 } }), `warning ${OUT}.notICMP`],
  [
    'policy-negation',
    egress({ protocol: 'TCP', source: { notPorts: [1] }, notProtocol: 'UDP' }),
    `warning ${OUT}.source.notPorts`,
  ],
  [
    'policy-negation',
    kubernetes({ ...WEB, egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }] }),
    `warning ${OUT}.to[0].ipBlock.except`,
  ],
  [
    'policy-named-port',
    egress({ protocol: 'TCP', destination: { ports: [80, 'http'] } }),
    `warning ${OUT}.destination.ports[1]`,
  ],
  [
    'policy-named-port',
    egress({ action: 'Deny', protocol: 6, destination: { ports: ['sql'] } }),
    `error ${OUT}.destination.ports[0]`,
  ],
  [
    'policy-named-port',
    kubernetes({ ...WEB, ingress: [{ ports: [{ port: 80 }, { port: 'http' }] }] }),
    `warning ${IN}.ports[1].port`,
  ],
  ['policy-icmp-type', ingress({ protocol: 'ICMP', icmp: { type: 8 } }), `warning ${IN}.icmp`],
  ['policy-icmp-type', ingress({ action: 'Deny', protocol: 'ICMP', icmp: { type: 8 } }), `error ${IN}.icmp`],
  ['policy-log', ingress({ action: 'Log' }), `warning ${IN}.action`],
  ['policy-http', ingress({ protocol: 'TCP', http: { methods: ['GET'] } }), `error ${IN}.http`],
  [
    'policy-service-only',
    egress({ protocol: 'UDP', destination: { services: { name: 'a', namespace: 'b' } } }),
    `warning ${OUT}.protocol`,
  ],
  [
    'policy-service-only',
    egress({ source: { nets: ['10.0.0.0/8'] }, destination: { services: { name: 'a', namespace: 'b' } } }),
    `warning ${OUT}.source.nets`,
  ],
  [
    'policy-two-selectors',
    ingress({ source: { selector: 'has(a)' }, destination: { selector: 'has(b)' } }),
    `info ${IN}.destination`,
  ],
  [
    'policy-two-selectors',
    egress({ source: { serviceAccounts: { names: ['a'] } }, destination: { namespaceSelector: 'all()' } }),
    `info ${OUT}.source`,
  ],
  ['policy-pass', ingress({ action: 'Pass' }), `warning ${IN}.action`],
  ['policy-staged', calico({ selector: APP_WEB }, 'StagedNetworkPolicy'), 'error spec.selector'],
  ['policy-staged', calico(WEB, 'StagedKubernetesNetworkPolicy'), 'error spec.podSelector'],
  ['policy-staged', calico({ selector: APP_WEB }, 'StagedGlobalNetworkPolicy'), 'error spec.selector'],
  ['policy-dns-tcp', egress({ protocol: 'UDP', destination: { ports: [53] } }), `warning ${OUT}.destination.ports[0]`],
  [
    'policy-dns-tcp',
    kubernetes({ ...WEB, egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] }),
    `warning ${OUT}.ports[0]`,
  ],
  [
    'policy-dns-namespace',
    globally({ egress: [{ action: 'Allow', destination: { selector: "k8s-app=='kube-dns'" } }] }),
    `info ${OUT}.destination.selector`,
  ],
  ['ip-address-family', egress({ destination: { nets: ['fd00::/8'] } }), `warning ${OUT}.destination.nets`],
  ['ip-address-family', egress({ ipVersion: 6 }), `warning ${OUT}.ipVersion`],
  [
    'ip-address-family',
    kubernetes({ ...WEB, ingress: [{ from: [{ ipBlock: { cidr: '::/0' } }] }] }),
    `warning ${IN}.from[0].ipBlock.cidr`,
  ],
];

describe.each(ON_WINDOWS)('%s', (id, policy, found) => {
  test(`finds ${found} where the policy is about a Windows pod`, () => {
    expect(said(id, [policy, pod()])).toEqual([found]);
    expect(said(id, [pod(), policy])).toEqual([found]);
  });

  test.each<[string, readonly KubernetesObject[], On]>([
    ['Linux pods', [pod(LINUX)], {}],
    ['Linux pods, whatever the platform', [pod(LINUX)], { platform: 'kubeadm' }],
    ['pods that nothing places', [pod({})], {}],
    ['pods that nobody shows', [], {}],
    ['HostProcess pods', [pod(HOST_PROCESS)], {}],
  ])('says nothing about %s', (_what, pods, on) => {
    expect(said(id, [policy, ...pods], on)).toEqual([]);
  });

  test('says nothing where Windows nodes enforce no policies at all', () => {
    expect(said(id, [policy, pod()], { platform: 'gke' })).toEqual([]);
  });
});

const SURE = ON_WINDOWS.filter(([id]) => !['policy-two-selectors', 'policy-dns-namespace', 'policy-tier'].includes(id));

describe.each(SURE)('%s', (id, policy, found) => {
  test('warns where nobody shows the pods and the platform has Windows nodes', () => {
    expect(said(id, [policy], { platform: 'kubeadm' })).toEqual([found.replace(/^error/, 'warning')]);
  });
});

describe('a policy is about Windows pods', () => {
  const LOG = { types: ['Ingress'], ingress: [{ action: 'Log' }] };
  const isAbout = (policy: KubernetesObject, ...objects: KubernetesObject[]) =>
    said('policy-log', [policy, ...objects]).length === 1;

  test.each([
    ['no selector', {}],
    ['all()', { selector: 'all()' }],
    [
      'labels that Calico gives',
      { selector: 'projectcalico.org/orchestrator == "k8s" && projectcalico.org/namespace == "shop"' },
    ],
    ['their account', { serviceAccountSelector: 'projectcalico.org/name == "default"' }],
    ['their account as a label', { selector: 'projectcalico.org/serviceaccount == "default"' }],
    ['a label that they do not have', { selector: 'tier != "db"' }],
  ])('by %s', (_what, spec) => {
    expect(isAbout(calico({ ...LOG, ...spec }), pod())).toBe(true);
  });

  test.each([
    ['their own label', { selector: 'app == "db"' }],
    ['a selector that cannot be read', { selector: 'app = "web"' }],
    ['another account', { serviceAccountSelector: 'projectcalico.org/name == "web"' }],
    ['another orchestrator', { selector: 'projectcalico.org/orchestrator == "openstack"' }],
  ])('not by %s', (_what, spec) => {
    expect(isAbout(calico({ ...LOG, ...spec }), pod())).toBe(false);
  });

  test('of its own namespace only', () => {
    expect(isAbout(calico(LOG), pod(WINDOWS, {}, 'other'))).toBe(false);
    expect(isAbout(globally(LOG), pod(WINDOWS, {}, 'other'))).toBe(true);
  });

  test('by the labels of their namespace, if that is there', () => {
    const spec = { ...LOG, namespaceSelector: 'team == "a"' };
    const shop = (labels: object) =>
      ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } }) as KubernetesObject;
    expect(isAbout(globally(spec), pod(), shop({ team: 'a' }))).toBe(true);
    expect(isAbout(globally(spec), pod(), shop({ team: 'b' }))).toBe(false);
    expect(
      foundIn('policy-http', [globally({ ...spec, ingress: [{ action: 'Allow', http: {} }] }), pod()]),
    ).toMatchObject([{ severity: 'warning' }]);
  });

  test.each(['kubernetes.io/metadata.name', 'projectcalico.org/name'])(
    'by the name of their namespace, %s',
    (label) => {
      expect(isAbout(globally({ ...LOG, namespaceSelector: `${label} == "shop"` }), pod())).toBe(true);
      expect(isAbout(globally({ ...LOG, namespaceSelector: `${label} != "shop"` }), pod())).toBe(false);
    },
  );

  test.each([
    'kubernetes.io/os == "windows"',
    'os in {"Windows"} && has(a)',
    'os == "windows" || beta.kubernetes.io/os == "windows"',
  ])('without any, when it asks for %s', (selector) => {
    expect(isAbout(calico({ ...LOG, selector }))).toBe(true);
  });

  test.each([
    'kubernetes.io/os != "windows"',
    'os == "linux"',
    'os == "windows" || has(a)',
    '!(os == "windows")',
    'os in {}',
  ])('not when it asks for %s', (selector) => {
    expect(isAbout(calico({ ...LOG, selector }))).toBe(false);
  });

  test('when a policy of Kubernetes asks for them', () => {
    const named = (podSelector: object) =>
      said('policy-named-port', [kubernetes({ podSelector, ingress: [{ ports: [{ port: 'http' }] }] })]).length;
    expect(named({ matchLabels: { 'kubernetes.io/os': 'windows' } })).toBe(1);
    expect(named({ matchExpressions: [{ key: 'os', operator: 'In', values: ['windows'] }] })).toBe(1);
    expect(named({ matchExpressions: [{ key: 'os', operator: 'NotIn', values: ['windows'] }] })).toBe(0);
    expect(named({ matchExpressions: [{ key: 'os', operator: 'In', values: [] }] })).toBe(0);
  });
});

describe('what Windows nodes do as it is written', () => {
  test.each([
    ['policy-negation', calico({ egress: [{ action: 'Allow', destination: { notSelector: 'has(a)' } }] })],
    [
      'policy-negation',
      globally({ egress: [{ action: 'Allow', destination: { notSelector: 'has(a)', selector: 'has(b)' } }] }),
    ],
    [
      'policy-negation',
      globally({
        egress: [{ action: 'Allow', destination: { notSelector: 'has(a)', serviceAccounts: { names: ['b'] } } }],
      }),
    ],
    ['policy-negation', egress({ destination: { notNets: [], notPorts: [], notSelector: '' } })],
    ['policy-negation', egress({ action: 'Log', destination: { notNets: ['10.0.0.0/8'] } })],
    ['policy-negation', kubernetes({ ...WEB, egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [] } }, {}] }] })],
    ['policy-named-port', egress({ protocol: 'TCP', destination: { ports: [80, '443', '80:90'] } })],
    ['policy-named-port', kubernetes({ ...WEB, ingress: [{ ports: [{ port: 80, endPort: 90 }, {}] }] })],
    ['policy-icmp-type', ingress({ protocol: 'ICMP', icmp: {} })],
    [
      'policy-service-only',
      egress({ destination: { services: { name: 'a', namespace: 'b' } }, source: { nets: [], selector: '' } }),
    ],
    ['policy-service-only', ingress({ protocol: 'TCP', source: { services: { name: 'a', namespace: 'b' } } })],
    ['policy-two-selectors', ingress({ source: { selector: 'has(a)' }, destination: { ports: [80] } })],
    ['policy-staged', calico({ selector: APP_WEB, stagedAction: 'Delete' }, 'StagedNetworkPolicy')],
    ['policy-staged', calico({ selector: APP_WEB, stagedAction: 'Ignore' }, 'StagedNetworkPolicy')],
    ['policy-dns-tcp', egress({ protocol: 'UDP', destination: { ports: ['1:65535'] } })],
    ['policy-dns-tcp', egress({ protocol: 'UDP' })],
    ['policy-dns-tcp', egress({ protocol: 'UDP', action: 'Deny', destination: { ports: [53] } })],
    [
      'policy-dns-namespace',
      globally({
        egress: [{ action: 'Allow', destination: { selector: 'k8s-app == "kube-dns"', namespaceSelector: 'all()' } }],
      }),
    ],
    [
      'policy-dns-namespace',
      globally({ egress: [{ action: 'Deny', destination: { selector: 'k8s-app == "kube-dns"' } }] }),
    ],
    ['ip-address-family', egress({ destination: { nets: ['10.0.0.0/8'] } })],
    [
      'ip-address-family',
      kubernetes({ ...WEB, egress: [{ to: [{ ipBlock: { cidr: '::/0' } }] }, { to: [{ podSelector: {} }] }] }),
    ],
    [
      'ip-address-family',
      calico({
        selector: APP_WEB,
        egress: [
          { action: 'Allow', destination: { nets: ['fd00::/8'] } },
          { action: 'Allow', destination: { nets: ['10.0.0.0/8'] } },
        ],
      }),
    ],
  ])('%s says nothing', (id, policy) => {
    expect(said(id, [policy, pod()])).toEqual([]);
  });

  test('a notSelector alone in a policy of the cluster is a negation', () => {
    const policy = globally({ egress: [{ action: 'Deny', destination: { notSelector: 'has(a)' } }] });
    expect(said('policy-negation', [policy, pod()])).toEqual([`error ${OUT}.destination.notSelector`]);
  });
});

describe('policy-dns-tcp', () => {
  const udp = kubernetes({ ...WEB, egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] });

  test.each([
    ['TCP 53', { ports: [{ port: 53 }] }],
    ['a range of TCP', { ports: [{ protocol: 'TCP', port: 1, endPort: 100 }] }],
    ['all of TCP', { ports: [{ protocol: 'TCP' }] }],
    ['everything', {}],
    ['a port by name', { ports: [{ port: 'dns-tcp' }] }],
  ])('is content when another policy allows %s', (_what, rule) => {
    expect(said('policy-dns-tcp', [udp, kubernetes({ ...WEB, egress: [rule] }), pod()])).toEqual([]);
  });

  test.each([
    ['TCP 54', { ports: [{ port: 54 }] }],
    ['all of UDP', { ports: [{ protocol: 'UDP' }] }],
  ])('is not when another allows %s', (_what, rule) => {
    expect(said('policy-dns-tcp', [udp, kubernetes({ ...WEB, egress: [rule] }), pod()])).toHaveLength(1);
  });

  test.each([
    ['TCP 53', { protocol: 'TCP', destination: { ports: [53] } }],
    ['the number of TCP', { protocol: 6 }],
    ['everything', {}],
    ['a Service', { destination: { services: { name: 'kube-dns', namespace: 'kube-system' } } }],
  ])('is content when Calico allows %s', (_what, rule) => {
    expect(said('policy-dns-tcp', [udp, egress(rule), pod()])).toEqual([]);
  });

  test('goes by the port of the platform as well', () => {
    const policy = egress({ protocol: 'UDP', destination: { ports: [5353] } });
    expect(said('policy-dns-tcp', [policy, pod()], { platform: 'openshift' })).toHaveLength(1);
    expect(said('policy-dns-tcp', [policy, pod()])).toEqual([]);
  });
});

describe('policy-pass', () => {
  const pass = (rule: object) =>
    calico(
      { tier: 'platform', selector: APP_WEB, egress: [{ action: 'Pass', ...rule }] },
      'NetworkPolicy',
      'platform.web',
    );
  const TCP_443 = { protocol: 'TCP', destination: { ports: [443] } };

  test('may have no ports where a later tier speaks of ports as well', () => {
    expect(said('policy-pass', [pass(TCP_443), pod()])).toEqual([`warning ${OUT}.destination.ports`]);
    expect(said('policy-pass', [pass(TCP_443), egress(TCP_443), pod()])).toEqual([`error ${OUT}.destination.ports`]);
    expect(said('policy-pass', [pass(TCP_443), egress({ protocol: 'TCP' }), pod()])).toEqual([
      `warning ${OUT}.destination.ports`,
    ]);
    expect(said('policy-pass', [pass(TCP_443), ingress(TCP_443), pod()])).toEqual([`warning ${OUT}.destination.ports`]);
  });

  test('is fine without ports', () => {
    expect(said('policy-pass', [pass({ protocol: 'TCP' }), egress(TCP_443), pod()])).toEqual([]);
  });
});

describe('policy-staged', () => {
  test('is less sure in a tier of its own', () => {
    const policy = calico({ tier: 'platform', selector: APP_WEB }, 'StagedNetworkPolicy', 'platform.web');
    expect(said('policy-staged', [policy, pod()])).toEqual(['warning spec.selector']);
  });
});

describe('policy-tier', () => {
  const policy = calico({ tier: 'platform', selector: APP_WEB }, 'NetworkPolicy', 'platform.web');

  test('is about Windows pods on AKS only', () => {
    expect(said('policy-tier', [policy, pod()], { platform: 'aks' })).toEqual(['warning spec.tier']);
    expect(said('policy-tier', [policy, pod(LINUX)], { platform: 'aks' })).toEqual([]);
    expect(said('policy-tier', [policy, pod()], { platform: 'rke2' })).toEqual([]);
    expect(said('policy-tier', [egress({}), pod()], { platform: 'aks' })).toEqual([]);
  });
});

describe('policy-engine', () => {
  const policy = kubernetes({ ...WEB, policyTypes: ['Ingress'] });

  test('finds policies for Windows pods where nobody enforces them', () => {
    expect(said('policy-engine', [policy, pod()], { platform: 'gke' })).toEqual(['error spec.podSelector']);
    expect(said('policy-engine', [calico({ selector: APP_WEB }), pod()], { platform: 'gke' })).toEqual([
      'error spec.selector',
    ]);
    expect(said('policy-engine', [policy, pod(LINUX)], { platform: 'gke' })).toEqual([]);
    expect(said('policy-engine', [policy], { platform: 'gke' })).toEqual([]);
    expect(said('policy-engine', [policy, pod()], { platform: 'aks' })).toEqual([]);
    expect(said('policy-engine', [policy, pod()])).toEqual([]);
  });

  test('warns on EKS, unless something there is for Calico', () => {
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
    expect(said('policy-host-endpoint', [endpoint({ 'kubernetes.io/os': 'windows' })])).toEqual(['error spec.node']);
    expect(said('policy-host-endpoint', [endpoint({}), node('windows')])).toEqual(['error spec.node']);
    expect(said('policy-host-endpoint', [endpoint({}), node('linux')])).toEqual([]);
    expect(said('policy-host-endpoint', [endpoint({})])).toEqual([]);
  });

  test('finds policies for the host endpoints of Windows nodes', () => {
    const policy = (selector: string) => globally({ selector, doNotTrack: true, applyOnForward: true });
    expect(said('policy-host-endpoint', [policy('kubernetes.io/os == "windows"')])).toEqual(['error spec.doNotTrack']);
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
