import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { foundIn, type On, said, WINDOWS } from './found-in';
import {
  APP_WEB,
  calico,
  deny,
  egress,
  globally,
  HOST_PROCESS,
  IN,
  ingress,
  kubernetes,
  LINUX,
  OUT,
  pod,
  WEB,
} from './policies';

/** Policies of which Windows nodes do something else, the rule, and what it finds when the pods are there. */
const ON_WINDOWS: readonly [string, KubernetesObject, string][] = [
  ['policy-negation', deny({ notNets: ['10.0.0.0/8'] }), `warning ${OUT}.destination.notNets`],
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
    `warning ${OUT}.destination.ports[0]`,
  ],
  [
    'policy-named-port',
    kubernetes({ ...WEB, ingress: [{ ports: [{ port: 80 }, { port: 'http' }] }] }),
    `warning ${IN}.ports[1].port`,
  ],
  ['policy-icmp-type', ingress({ protocol: 'ICMP', icmp: { type: 8 } }), `warning ${IN}.icmp`],
  ['policy-icmp-type', ingress({ action: 'Deny', protocol: 'ICMP', icmp: { type: 8 } }), `warning ${IN}.icmp`],
  ['policy-log', ingress({ action: 'Log' }), `warning ${IN}.action`],
  ['policy-http', ingress({ protocol: 'TCP', http: { methods: ['GET'] } }), `warning ${IN}.http`],
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

  test('by their account, which may stand in the field of old', () => {
    const spec = { ...LOG, serviceAccountSelector: 'projectcalico.org/name == "web"' };
    expect(isAbout(calico(spec), pod({ ...WINDOWS, serviceAccount: 'web' }))).toBe(true);
    expect(isAbout(calico(spec), pod({ ...WINDOWS, serviceAccount: 'db' }))).toBe(false);
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
      foundIn('policy-icmp-type', [
        globally({ ...spec, ingress: [{ action: 'Deny', protocol: 'ICMP', icmp: { type: 8 } }] }),
        pod(),
      ]),
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
    expect(said('policy-negation', [policy, pod()])).toEqual([`warning ${OUT}.destination.notSelector`]);
  });
});

describe('a denial that Windows nodes leave out', () => {
  const left = (order: number) =>
    globally({
      order,
      selector: APP_WEB,
      types: ['Egress'],
      egress: [{ action: 'Deny', destination: { notNets: ['10.0.0.0/8'] } }],
    });
  const then = (action: string, rule: object = {}) =>
    calico({ order: 20, selector: APP_WEB, types: ['Egress'], egress: [{ action, ...rule }] });

  test('is an error where a later rule allows, and names what stands open', () => {
    expect(foundIn('policy-negation', [left(10), then('Allow', { protocol: 'TCP' }), pod()])).toMatchObject([
      {
        severity: 'error',
        problem: 'Windows nodes skip the whole rule: TCP from shop/web to the Internet stands open',
      },
    ]);
  });

  test.each<[string, KubernetesObject[]]>([
    ['a later rule denies the same', [left(10), then('Deny')]],
    ['no rule follows', [left(10)]],
    ['what is allowed comes before it', [left(30), then('Allow')]],
    ['what is allowed is about something else', [left(10), then('Allow', { destination: { nets: ['10.1.0.0/16'] } })]],
  ])('is a warning where %s', (_what, policies) => {
    expect(said('policy-negation', [...policies, pod()])).toEqual([`warning ${OUT}.destination.notNets`]);
  });

  test('counts by any of its reasons', () => {
    const named = (rule: object) =>
      calico({
        selector: APP_WEB,
        types: ['Ingress'],
        ingress: [{ action: 'Deny', ...rule }, { action: 'Allow' }],
      });
    const web = pod({
      ...WINDOWS,
      containers: [{ name: 'a', image: 'a', ports: [{ name: 'sql', containerPort: 1433 }] }],
    });
    const sql = named({ protocol: 'TCP', destination: { ports: ['sql'] } });
    expect(foundIn('policy-named-port', [sql, web])).toMatchObject([
      { severity: 'error', problem: expect.stringMatching(/TCP 1433 from the Internet to shop\/web stands open$/) },
    ]);
    // who has no port of that name loses nothing
    expect(said('policy-named-port', [sql, pod()])).toEqual([`warning ${IN}.destination.ports[0]`]);
    expect(said('policy-icmp-type', [named({ protocol: 'ICMP', icmp: { type: 8 } }), pod()])).toEqual([
      `error ${IN}.icmp`,
    ]);
  });

  test('is a warning where somebody may deny it of whom nobody knows', () => {
    const closed = globally({ order: 15, namespaceSelector: 'team == "a"', types: ['Egress'] });
    expect(said('policy-negation', [left(10), then('Allow'), closed, pod()])).toEqual([
      `warning ${OUT}.destination.notNets`,
    ]);
  });
});

describe('policy-service-only', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'dns', namespace: 'shop' },
    spec: {
      selector: { app: 'dns' },
      ports: [
        { name: 'udp', port: 53, protocol: 'UDP' },
        { name: 'tcp', port: 53, protocol: 'TCP' },
      ],
    },
  };
  const toService = egress({ protocol: 'TCP', destination: { services: { name: 'dns', namespace: 'shop' } } });

  test('is an error where the Service has what the rule leaves out', () => {
    const dns = { ...pod(LINUX, { app: 'dns' }), metadata: { name: 'dns', namespace: 'shop', labels: { app: 'dns' } } };
    expect(foundIn('policy-service-only', [toService, service, dns, pod()])).toMatchObject([
      {
        severity: 'error',
        problem: 'Windows nodes do not look at it here: UDP 53 from shop/web to shop/dns stands open',
      },
    ]);
  });

  test('is a warning where nobody shows the Service', () => {
    expect(said('policy-service-only', [toService, pod()])).toEqual([`warning ${OUT}.protocol`]);
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

  test.each<[string, object, number]>([
    ['to somebody else', { nets: ['203.0.113.0/24'] }, 1],
    ['to DNS', { selector: 'k8s-app == "kube-dns"', namespaceSelector: 'projectcalico.org/name == "kube-system"' }, 0],
  ])('goes by where another policy allows all of TCP: %s', (_what, destination, count) => {
    const dns = kubernetes({
      ...WEB,
      policyTypes: ['Egress'],
      egress: [
        {
          to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
          ports: [{ protocol: 'UDP', port: 53 }],
        },
      ],
    });
    const other = egress({ protocol: 'TCP', destination });
    expect(said('policy-dns-tcp', [dns, other, pod()])).toHaveLength(count);
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

  const TIER = { apiVersion: 'projectcalico.org/v3', kind: 'Tier', metadata: { name: 'platform' } };
  const tier = (defaultAction = 'Pass', order = 10) => ({ ...TIER, spec: { order, defaultAction } });

  test.each<[string, object, string]>([
    ['the same port follows: Felix fails', TCP_443, 'error'],
    ['another port follows: it becomes any', { protocol: 'TCP', destination: { ports: [80] } }, 'error'],
    ['no ports follow', { protocol: 'TCP' }, 'warning'],
  ])('has no ports, above all where %s', (_what, next, severity) => {
    expect(said('policy-pass', [pass(TCP_443), egress(next), tier('Deny'), pod()])).toEqual([
      `${severity} ${OUT}.destination.ports`,
    ]);
  });

  test('with ports is less sure where nobody shows where its tier stands, or what follows', () => {
    const found = [`warning ${OUT}.destination.ports`];
    expect(said('policy-pass', [pass(TCP_443), egress(TCP_443), pod()])).toEqual(found);
    expect(said('policy-pass', [pass(TCP_443), tier(), pod()])).toEqual(found);
    expect(said('policy-pass', [pass(TCP_443), ingress(TCP_443), tier(), pod()])).toEqual(found);
  });

  test('names what Windows nodes open, or why Felix fails there', () => {
    const problem = (next: object) =>
      foundIn('policy-pass', [pass(TCP_443), egress(next), tier('Deny'), pod()])[0].problem;
    expect(problem(TCP_443)).toBe(
      'Felix fails on the Windows nodes: the highest port of both rules is 443, and Felix finds no end of the range',
    );
    expect(problem({ protocol: 'TCP', destination: { ports: [80] } })).toMatch(
      /^Windows nodes get the ports of what follows wrong: TCP from shop\/web to the Internet stands open$/,
    );
  });

  test('is fine without ports', () => {
    expect(said('policy-pass', [pass({ protocol: 'TCP' }), egress(TCP_443), tier(), pod()])).toEqual([]);
    expect(said('policy-pass', [pass({ protocol: 'TCP' }), egress(TCP_443), pod()])).toEqual([]);
  });

  test.each<[string, KubernetesObject[], string[]]>([
    ['in the default tier', [egress({ action: 'Pass' })], ['warning']],
    [
      'in a tier behind the default one, where policies are in both',
      [pass({}), egress({}), tier('Deny', 2_000_000)],
      ['warning'],
    ],
    ['in a tier behind the default one, where it is alone', [pass({}), tier('Deny', 2_000_000)], []],
    ['in a tier before it', [pass({}), egress({}), tier()], []],
    [
      'in the default tier, where a baseline follows',
      [
        egress({ action: 'Pass' }),
        {
          apiVersion: 'policy.networking.k8s.io/v1alpha1',
          kind: 'BaselineAdminNetworkPolicy',
          metadata: { name: 'default' },
          spec: {
            subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
            egress: [{ action: 'Deny', to: [{ networks: ['10.0.0.0/8'] }] }],
          },
        } as KubernetesObject,
      ],
      [],
    ],
  ])('%s leads somewhere or not', (_what, objects, severities) => {
    expect(said('policy-pass', [...objects, pod()])).toEqual(severities.map((each) => `${each} ${OUT}.action`));
  });

  test('is left out before Calico 3.29, as AKS has it, which may open something', () => {
    const next = calico({ order: 1, selector: APP_WEB, types: ['Egress'], egress: [{ action: 'Deny' }] });
    const late = calico(
      {
        tier: 'platform',
        order: 0,
        selector: APP_WEB,
        types: ['Egress'],
        egress: [{ action: 'Pass', protocol: 'TCP' }, { action: 'Allow' }],
      },
      'NetworkPolicy',
      'platform.web',
    );
    expect(said('policy-pass', [pass({}), pod()], { platform: 'aks' })).toEqual([`warning ${OUT}.action`]);
    expect(said('policy-pass', [late, next, tier(), pod()], { platform: 'aks' })).toEqual([`error ${OUT}.action`]);
  });
});

describe('policy-staged', () => {
  const staged = (spec: object, name = 'try') => calico({ selector: APP_WEB, ...spec }, 'StagedNetworkPolicy', name);

  test('is less sure in a tier of which nobody shows where it stands', () => {
    const policy = calico({ tier: 'platform', selector: APP_WEB }, 'StagedNetworkPolicy', 'platform.web');
    expect(said('policy-staged', [policy, pod()])).toEqual(['warning spec.selector']);
  });

  test('is an error where connections are cut, and says which', () => {
    expect(foundIn('policy-staged', [staged({ types: ['Ingress'] }), pod()])).toMatchObject([
      { severity: 'error', problem: expect.stringMatching(/^on Windows nodes .+ from .+ to shop\/web is cut$/) },
    ]);
  });

  test('is a warning where all is closed anyway', () => {
    const closed = calico({ selector: APP_WEB, types: ['Ingress'], order: 1 });
    expect(foundIn('policy-staged', [staged({ types: ['Ingress'] }), closed, pod()])).toMatchObject([
      { severity: 'warning', problem: 'so far the other policies decide the same for every connection of these pods' },
    ]);
  });

  test('is an error where a denial behind it is not asked any more', () => {
    const tier = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'Tier',
      metadata: { name: 'platform' },
      spec: { order: 10, defaultAction: 'Pass' },
    };
    const inTier = (kind: string, order: number, rule: object) =>
      calico(
        { tier: 'platform', order, selector: APP_WEB, types: ['Egress'], egress: [rule] },
        kind,
        `platform.${order}`,
      );
    const objects = [
      inTier('StagedNetworkPolicy', 1, { action: 'Allow' }),
      inTier('NetworkPolicy', 2, { action: 'Deny', protocol: 'TCP', destination: { ports: [25] } }),
      tier,
      pod(),
    ];
    expect(foundIn('policy-staged', objects)).toMatchObject([
      {
        severity: 'error',
        problem: expect.stringMatching(/^on Windows nodes TCP 25 from shop\/web to .+ stands open$/),
      },
    ]);
  });

  test('is nothing to Calico before 3.29, as AKS has it', () => {
    expect(said('policy-staged', [staged({}), pod()], { platform: 'aks' })).toEqual([]);
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
