import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { foundIn, image, said, WINDOWS } from './found-in';

const LINUX: PodSpec = { os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'linux' } };

function service(spec: object, metadata: KubernetesObject['metadata'] = { name: 'web' }): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'web' }, ...spec } };
}

interface Workload {
  readonly pod?: PodSpec;
  readonly kind?: string;
  readonly replicas?: number;
  readonly labels?: Record<string, string>;
  readonly namespace?: string;
  readonly name?: string;
}

function workload({ pod = {}, kind = 'Deployment', replicas, labels, namespace, name = 'web' }: Workload = {}) {
  const template = { metadata: { labels: labels ?? { app: 'web' } }, spec: { ...WINDOWS, ...image('web'), ...pod } };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace }, spec: { replicas, template } };
}

const port = (name: string, containerPort: number, protocol?: string): PodSpec => ({
  containers: [{ name: 'web', image: 'web', ports: [{ name, containerPort, protocol }] }],
});

/** Rules about Services that lead to Windows pods, and a Service that breaks each. */
const ABOUT_WINDOWS_PODS: readonly [string, object, object?][] = [
  [
    'service-affinity-timeout',
    { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } },
  ],
  ['service-local-traffic', { type: 'NodePort', externalTrafficPolicy: 'Local' }, { kubernetes: 32 }],
  ['service-client-address', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' }, { platform: 'aks' }],
  ['service-ip-family', { ipFamilyPolicy: 'RequireDualStack' }],
  ['service-traffic-distribution', { trafficDistribution: 'PreferClose' }],
  ['service-external-ips', { externalIPs: ['192.0.2.1'] }, { kubernetes: 36 }],
  ['port-protocol', { ports: [{ port: 3868, protocol: 'SCTP' }] }],
];

describe.each(ABOUT_WINDOWS_PODS)('%s', (id, spec, on = {}) => {
  test('is about Services that lead to Windows pods', () => {
    expect(said(id, [service(spec), workload()], on)).toHaveLength(1);
  });

  test.each([
    ['Linux pods', workload({ pod: LINUX })],
    ['pods that nothing places', workload({ pod: { os: undefined, nodeSelector: undefined } })],
    ['pods of other labels', workload({ labels: { app: 'db' } })],
    ['pods of another namespace', workload({ namespace: 'other' })],
  ])('says nothing of a Service that leads to %s', (_what, other) => {
    expect(said(id, [service(spec, { name: 'web', namespace: 'shop' }), other], on)).toEqual([]);
  });

  test('says nothing of a Service that leads nowhere or outside', () => {
    expect(said(id, [service({ ...spec, selector: {} }), workload()], on)).toEqual([]);
    expect(said(id, [service({ ...spec, type: 'ExternalName', externalName: 'db.example' }), workload()], on)).toEqual(
      [],
    );
  });
});

describe('service-session-affinity', () => {
  const affine = service({ sessionAffinity: 'ClientIP' });
  const found = (pod: PodSpec) => said('service-session-affinity', [affine, workload({ pod })]);

  test('finds affinity for pods that only Server 2019 can run', () => {
    expect(found(image('web:1.0-ltsc2019'))).toEqual(['warning spec.sessionAffinity']);
    expect(
      found({ nodeSelector: { ...WINDOWS.nodeSelector, 'node.kubernetes.io/windows-build': '10.0.17763' } }),
    ).toHaveLength(1);
  });

  test('says nothing of newer ones, of those that name no build, and of images that may run in a virtual machine', () => {
    expect(found(image('web:1.0-ltsc2022'))).toEqual([]);
    expect(found(image('web:1.0'))).toEqual([]);
    expect(found({ ...image('web:1.0-ltsc2019'), runtimeClassName: 'hyper-v' })).toEqual([]);
  });
});

test('the timeout that the API server fills in is nobody’s wish', () => {
  const spec = { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } };
  expect(said('service-affinity-timeout', [service(spec), workload()])).toEqual([]);
  expect(said('service-affinity-timeout', [service({ ...spec, sessionAffinity: 'None' }), workload()])).toEqual([]);
});

test('local traffic is a matter of clusters that are known to be old, and not of managed ones', () => {
  const objects = [service({ type: 'NodePort', externalTrafficPolicy: 'Local' }), workload()];
  expect(said('service-local-traffic', objects)).toEqual([]);
  expect(said('service-local-traffic', objects, { kubernetes: 33 })).toEqual([]);
  expect(said('service-local-traffic', objects, { kubernetes: 32, platform: 'eks' })).toEqual([]);
  expect(said('service-local-traffic', objects, { kubernetes: 32, platform: 'kubeadm' })).toHaveLength(1);
});

test('external IPs are a matter of versions that warn of them', () => {
  const objects = [service({ externalIPs: ['192.0.2.1'] }), workload()];
  expect(said('service-external-ips', objects)).toEqual(['info spec.externalIPs']);
  expect(said('service-external-ips', objects, { kubernetes: 35 })).toEqual([]);
});

test.each([
  [{ ipFamilies: ['IPv4'] }, []],
  [{ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'PreferDualStack' }, []],
  [{ ipFamilies: ['IPv6'], ipFamilyPolicy: 'PreferDualStack' }, []],
  [{ ipFamilies: ['IPv6'] }, ['warning spec.ipFamilies[0]']],
  [{ ipFamilies: ['IPv6'], ipFamilyPolicy: 'SingleStack' }, ['warning spec.ipFamilies[0]']],
  [{ ipFamilyPolicy: 'RequireDualStack' }, ['warning spec.ipFamilyPolicy']],
])('IPv6 may be preferred, and not asked for: %j', (spec, expected) => {
  expect(said('service-ip-family', [service(spec), workload()])).toEqual(expected);
});

test('topology by annotation counts as by the field, and is found once', () => {
  const annotations = { 'service.kubernetes.io/topology-mode': 'Auto' };
  const found = (spec: object) =>
    said('service-traffic-distribution', [service(spec, { name: 'web', annotations }), workload()]);
  expect(found({})).toEqual(['info metadata.annotations[service.kubernetes.io/topology-mode]']);
  expect(found({ trafficDistribution: 'PreferClose' })).toHaveLength(1);
});

test('SCTP that the pods state as well is found at the pods', () => {
  const objects = [service({ ports: [{ port: 1, protocol: 'SCTP' }] }), workload({ pod: port('d', 1, 'SCTP') })];
  expect(foundIn('port-protocol', objects).map(({ object: { kind } }) => kind)).toEqual(['Deployment']);
});

describe('service-traffic-policy', () => {
  test.each([
    [{ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }, []],
    [{ type: 'NodePort', externalTrafficPolicy: 'Cluster' }, []],
    [{ externalIPs: ['192.0.2.1'], externalTrafficPolicy: 'Local' }, []],
    [{ externalTrafficPolicy: '' }, []],
    [{ type: 'LoadBalancer', externalTrafficPolicy: 'local' }, ['error spec.externalTrafficPolicy']],
    [{ externalTrafficPolicy: 'Cluster' }, ['error spec.externalTrafficPolicy']],
    [{ type: 'ExternalName', externalTrafficPolicy: 'Local' }, ['error spec.externalTrafficPolicy']],
  ])('%j', (spec, expected) => {
    expect(said('service-traffic-policy', [service(spec)])).toEqual(expected);
  });
});

describe('service-source-ranges', () => {
  const ranges = (...loadBalancerSourceRanges: string[]) => service({ type: 'LoadBalancer', loadBalancerSourceRanges });
  const annotated = (text: string, type = 'LoadBalancer') =>
    service({ type }, { name: 'web', annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': text } });

  test.each([
    ['networks', ranges('203.0.113.0/24', ' 2001:db8::/32 '), []],
    ['an empty list', ranges(), []],
    ['an address alone', ranges('203.0.113.7'), ['error spec.loadBalancerSourceRanges[0]']],
    [
      'nonsense',
      ranges('10.0.0.0/8', 'office', '10.0.0.0/33'),
      ['error spec.loadBalancerSourceRanges[1]', 'error spec.loadBalancerSourceRanges[2]'],
    ],
    ['the annotation', annotated('203.0.113.0/24, 198.51.100.0/24'), []],
    [
      'nonsense in the annotation',
      annotated('203.0.113.0/24,office'),
      ['error metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]'],
    ],
    [
      'the annotation on another type',
      annotated('203.0.113.0/24', 'ClusterIP'),
      ['error metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]'],
    ],
    ['another type', service({ loadBalancerSourceRanges: ['10.0.0.0/8'] }), ['error spec.loadBalancerSourceRanges']],
  ])('%s', (_what, object, expected) => {
    expect(said('service-source-ranges', [object], { kubernetes: 34 })).toEqual(expected);
    expect(said('service-source-ranges', [object])).toEqual(expected);
  });

  test('host bits and leading zeros are refused from 1.36 on', () => {
    for (const object of [ranges('203.0.113.7/24'), ranges('010.0.0.0/8')]) {
      expect(said('service-source-ranges', [object], { kubernetes: 35 })).toEqual([]);
      expect(said('service-source-ranges', [object], { kubernetes: 36 })).toEqual([
        'error spec.loadBalancerSourceRanges[0]',
      ]);
      expect(said('service-source-ranges', [object])).toEqual(['warning spec.loadBalancerSourceRanges[0]']);
    }
  });
});

describe('service-windows-annotation', () => {
  const found = (annotations: Record<string, string>) =>
    foundIn('service-windows-annotation', [service({}, { name: 'web', annotations })]);

  test.each<Record<string, string>>([
    { 'preserve-destination': 'true' },
    { 'preserve-destination': 'false' },
    { winProxyOptimization: 'disabled' },
    { winProxyOptimization: 'Disabled' },
    { winProxyOptimization: 'enabled' },
    { 'preserve-destinations': 'true' },
  ])('takes %j for what it says', (annotations) => {
    expect(found(annotations)).toEqual([]);
  });

  test.each([
    [{ 'preserve-destination': 'True' }, 'true'],
    [{ 'Preserve-Destination': 'true' }, 'preserve-destination'],
    [{ winProxyOptimization: 'false' }, 'disabled'],
    [{ winproxyoptimization: 'disabled' }, 'winProxyOptimization'],
    [{ 'win-proxy-optimization': 'disabled' }, 'winProxyOptimization'],
  ])('knows what %j was meant to be', (annotations, allowed) => {
    expect(found(annotations as unknown as Record<string, string>)).toMatchObject([{ allowed }]);
  });
});

describe('service-selector', () => {
  const found = (...objects: KubernetesObject[]) => said('service-selector', objects);

  test('finds a Service and a budget whose labels no pod of the namespace has', () => {
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: { app: 'wbe' } } },
    };
    expect(found(service({ selector: { app: 'wbe' } }), budget, workload())).toEqual([
      'warning spec.selector',
      'warning spec.selector',
    ]);
  });

  test('labels of the workload itself are no labels of its pods', () => {
    const object = workload({ labels: { tier: 'front' } });
    expect(found(service({}), { ...object, metadata: { ...object.metadata, labels: { app: 'web' } } })).toHaveLength(1);
  });

  test.each([
    ['no pods are given', []],
    ['only Linux pods are given', [workload({ pod: LINUX, labels: { app: 'db' } })]],
    ['the Windows pods are in another namespace', [workload({ labels: { app: 'db' }, namespace: 'data' })]],
    ['Linux pods match', [workload({ labels: { app: 'db' } }), workload({ pod: LINUX, name: 'linux' })]],
    [
      'a kind that nobody here knows makes such pods',
      [
        workload({ labels: { app: 'db' } }),
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          metadata: { name: 'web' },
          spec: { template: { metadata: { labels: { app: 'web' } } } },
        },
      ],
    ],
  ])('says nothing when %s', (_when, objects) => {
    expect(found(service({}), ...objects)).toEqual([]);
  });

  test('a budget for all pods, and one without a selector, is none of its business', () => {
    for (const selector of [{}, undefined])
      expect(
        found(
          { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { selector } },
          workload(),
        ),
      ).toEqual([]);
  });
});

describe('service-target-port', () => {
  const found = (ports: object[], ...pods: KubernetesObject[]) =>
    foundIn('service-target-port', [service({ ports }), ...pods]);
  const named = [{ port: 80, targetPort: 'http' }];

  test.each([
    ['a number', [{ port: 80, targetPort: 8080 }], workload()],
    ['no targetPort', [{ port: 80 }], workload()],
    ['a name that a container has', named, workload({ pod: port('http', 8080) })],
    ['a name that is none', [{ port: 80, targetPort: '8080' }], workload()],
    [
      'the name of a port of a lasting init container',
      named,
      workload({
        pod: { initContainers: [{ name: 'p', restartPolicy: 'Always', ports: [{ name: 'http', containerPort: 1 }] }] },
      }),
    ],
  ])('is content with %s', (_what, ports, pods) => {
    expect(found(ports, pods)).toEqual([]);
  });

  test('finds a name that no container has, and says which there are', () => {
    expect(found(named, workload({ pod: port('web', 8080) }))).toMatchObject([
      { path: 'spec.ports[0].targetPort', allowed: 'web' },
    ]);
    expect(found(named, workload())).toMatchObject([{ allowed: undefined }]);
  });

  test('one of several workloads with the port is enough', () => {
    expect(found(named, workload({ pod: port('http', 8080) }), workload({ name: 'worker' }))).toEqual([]);
  });

  test('finds a name of another protocol', () => {
    expect(found([{ ...named[0], protocol: 'UDP' }], workload({ pod: port('http', 8080) }))).toHaveLength(1);
  });

  test('finds a name that is another number in other pods', () => {
    const [finding] = found(
      named,
      workload({ pod: port('http', 8080) }),
      workload({ pod: port('http', 80), name: 'new' }),
    );
    expect(finding.problem).toBe('it is 8080 in Deployment web and 80 in Deployment new');
  });
});

test('a Service has at most 1024 backends, of all its workloads together', () => {
  const found = (...replicas: number[]) =>
    said('service-backends', [
      service({}),
      ...replicas.map((count, index) => workload({ replicas: count, name: `web${index}` })),
    ]);
  expect(found(1024)).toEqual([]);
  expect(found(1000, 24)).toEqual([]);
  expect(found(1000, 25)).toEqual(['warning spec.selector']);
});

test('empty objects are passed over', () => {
  const empty = (apiVersion: string, kind: string) => [
    { apiVersion, kind },
    { apiVersion, kind, spec: {} },
  ];
  const objects = [
    ...empty('v1', 'Service'),
    ...empty('policy/v1', 'PodDisruptionBudget'),
    service({ ports: [{}] }),
    workload({ pod: { containers: [{}, { ports: [] }, { ports: [{}] }] } }),
  ];
  for (const [id] of ABOUT_WINDOWS_PODS) expect(said(id, objects)).toEqual([]);
  for (const id of ['service-selector', 'service-target-port', 'service-backends'])
    expect(said(id, objects)).toEqual([]);
});
