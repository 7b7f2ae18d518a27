import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import { ARCH, affinity, BUILD, foundIn, image, OS, podOf, runtimeClass, said, WINDOWS, workloadOf } from './found-in';

const windows = (fields: PodSpec): PodSpec => ({ ...WINDOWS, ...fields });
const selecting = (entries: Record<string, string>) => windows({ nodeSelector: { [OS]: 'windows', ...entries } });
const ofBuild = (build: string) => selecting({ [BUILD]: build });
const builds = (operator: string, ...values: string[]) => windows(affinity([{ key: BUILD, operator, values }]));
const VALUES =
  'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0]';

describe('a label that no node has', () => {
  const os = { name: 'windows' };

  test.each([
    ['kubernetes.io/so', OS],
    ['kubernets.io/os', OS],
    ['kubernetes.io/OS', OS],
    ['node.kubernetes.io/os', OS],
    ['kubernetes.io/windows-build', BUILD],
    ['node.kubernetes.io/window-build', BUILD],
    ['kubernetes.io/host-name', 'kubernetes.io/hostname'],
    ['os', OS],
    ['OS', OS],
  ])('is found, with the one that was meant: %s', (key, meant) => {
    const nodeSelector = { [key]: 'windows' };
    expect(foundIn('node-selector-label', [podOf({ os, nodeSelector })])).toMatchObject([
      { severity: 'warning', path: `spec.nodeSelector[${key}]`, allowed: meant },
    ]);
  });

  test('is found where the pod says nothing else of its system', () => {
    const pod = podOf({ nodeSelector: { 'kubernetes.io/so': 'windows' } });
    expect(said('node-selector-label', [pod])).toEqual(['warning spec.nodeSelector[kubernetes.io/so]']);
  });

  test('is found in a required affinity', () => {
    const pod = podOf({ os, ...affinity([{ key: 'kubernetes.io/so', operator: 'In', values: ['windows'] }]) });
    expect(said('node-selector-label', [pod])).toEqual([`warning ${VALUES}.key`]);
  });

  test.each<Record<string, string>>([
    { [OS]: 'windows', [`beta.${OS}`]: 'windows' },
    { [OS]: 'windows', os: 'windows' },
    { 'example.com/os': 'windows' },
    { 'kubernetes.io/role': 'web' },
    { 'kubernetes.io/db': 'web' },
    { 'node.kubernetes.io/exclude-from-external-load-balancers': '' },
    { 'node.kubernetes.io/instance-type': 'm5.large', 'topology.kubernetes.io/zone': 'a' },
    { 'kubernetes.azure.com/os-sku': 'Windows2022', agentpool: 'win', pool: 'windows', os: 'gpu', zone: 'a' },
    {},
  ])('is none of those that somebody set: %j', (nodeSelector) => {
    expect(said('node-selector-label', [podOf({ os, nodeSelector })])).toEqual([]);
  });

  test('is nothing to say of a pod for Linux, nor of os without os.name', () => {
    const slip = { 'kubernetes.io/so': 'linux' };
    expect(said('node-selector-label', [podOf({ os: { name: 'linux' }, nodeSelector: slip })])).toEqual([]);
    expect(said('node-selector-label', [podOf({ nodeSelector: { os: 'windows' } })])).toEqual([]);
  });

  test.each(['win', 'Windows', 'windows2022', 'WIN'])('is one with the value %s, with and without os.name', (value) => {
    for (const pod of [{ nodeSelector: { [OS]: value } }, { os, nodeSelector: { [OS]: value } }])
      expect(said('os-node-selector', [podOf(pod)])).toEqual([`error spec.nodeSelector[${OS}]`]);
  });
});

describe('the form of a Windows build', () => {
  test.each([
    ['10.0.20348.2582', '10.0.20348'],
    ['20348', '10.0.20348'],
    ['ltsc2022', '10.0.20348'],
    ['2022', '10.0.20348'],
    ['Windows2025', '10.0.26100'],
    ['1809', '10.0.17763'],
    ['ltsc2019', '10.0.17763'],
    ['Windows-Server', undefined],
    ['10.0.12345.1', undefined],
    ['', undefined],
  ])("'%s' is none", (build, meant) => {
    const [found, ...others] = foundIn('windows-build-format', [podOf(ofBuild(build))]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: 'error', path: `spec.nodeSelector[${BUILD}]`, got: build, allowed: meant });
    expect(found.mend).toEqual(meant === undefined ? undefined : { set: meant });
  });

  test('that has it is taken, known or not', () => {
    for (const build of ['10.0.20348', '10.0.17763', '10.0.99999'])
      expect(said('windows-build-format', [podOf(ofBuild(build))])).toEqual([]);
  });

  test('is asked of an affinity too: an error where nothing else is left to match', () => {
    expect(said('windows-build-format', [podOf(builds('In', 'ltsc2022'))])).toEqual([`error ${VALUES}.values[0]`]);
    expect(said('windows-build-format', [podOf(builds('In', '10.0.20348', 'ltsc2025'))])).toEqual([
      `warning ${VALUES}.values[1]`,
    ]);
    expect(said('windows-build-format', [podOf(builds('NotIn', 'ltsc2022'))])).toEqual([`warning ${VALUES}.values[0]`]);
  });

  test.each(['Gt', 'Lt'])('is no number that %s could compare', (operator) => {
    expect(said('windows-build-format', [podOf(builds(operator, '10.0.20348'))])).toEqual([`error ${VALUES}.operator`]);
  });

  test('is asked of a RuntimeClass', () => {
    const scheduling = { nodeSelector: { [BUILD]: '10.0.20348.1' } };
    expect(said('windows-build-format', [runtimeClass({ scheduling })])).toEqual([
      `error scheduling.nodeSelector[${BUILD}]`,
    ]);
  });
});

describe('a Windows build that no Windows Server has', () => {
  test.each(['10.0.20384', '10.0.22631', '10.0.10240'])('is found: %s', (build) => {
    expect(said('windows-build-unknown', [podOf(ofBuild(build))])).toEqual([`warning spec.nodeSelector[${BUILD}]`]);
    const scheduling = { nodeSelector: { [BUILD]: build } };
    expect(said('windows-build-unknown', [runtimeClass({ scheduling })])).toHaveLength(1);
    expect(said('windows-build-unknown', [podOf(builds('In', '10.0.20348', build))])).toEqual([
      `warning ${VALUES}.values[1]`,
    ]);
  });

  test.each(['10.0.17763', '10.0.25398', '10.0.14393', '10.0.29500', 'ltsc2022'])('is not %s', (build) => {
    expect(said('windows-build-unknown', [podOf(ofBuild(build))])).toEqual([]);
  });
});

describe('two statements about the build', () => {
  const both = (pod: PodSpec, ...objects: Parameters<typeof said>[1]) =>
    said('windows-build-conflict', [podOf(pod), ...objects]);
  const classOf2022 = runtimeClass({ scheduling: { nodeSelector: { [BUILD]: '10.0.20348' } } });

  test('contradict each other: selector and affinity', () => {
    const pod = { ...builds('In', '10.0.20348'), nodeSelector: { [BUILD]: '10.0.26100' } };
    expect(both(pod)).toEqual([`error spec.nodeSelector[${BUILD}]`]);
    expect(both({ ...builds('NotIn', '10.0.26100'), nodeSelector: { [BUILD]: '10.0.26100' } })).toHaveLength(1);
  });

  test('contradict each other: affinity and RuntimeClass', () => {
    expect(both({ ...builds('In', '10.0.26100'), runtimeClassName: 'windows-2022' }, classOf2022)).toEqual([
      'error spec.runtimeClassName',
    ]);
  });

  test('contradict each other: build and image of an AKS node', () => {
    expect(both(selecting({ [BUILD]: '10.0.26100', 'kubernetes.azure.com/os-sku': 'Windows2022' }))).toEqual([
      'error spec.nodeSelector[kubernetes.azure.com/os-sku]',
    ]);
  });

  test('contradict each other within one affinity', () => {
    const none = affinity([
      { key: BUILD, operator: 'In', values: ['10.0.20348'] },
      { key: BUILD, operator: 'In', values: ['10.0.26100'] },
    ]);
    expect(both(windows(none))).toHaveLength(1);
  });

  test('agree', () => {
    expect(both({ ...ofBuild('10.0.20348'), runtimeClassName: 'windows-2022' }, classOf2022)).toEqual([]);
    expect(both({ ...builds('In', '10.0.20348', '10.0.26100'), nodeSelector: { [BUILD]: '10.0.26100' } })).toEqual([]);
    // a build to come, which nobody can know here
    expect(both({ ...builds('In', '10.0.29500'), nodeSelector: { [BUILD]: '10.0.29500' } })).toEqual([]);
    // another rule speaks of a build of a wrong form
    expect(both({ ...builds('In', '10.0.20348'), nodeSelector: { [BUILD]: 'ltsc2025' } })).toEqual([]);
    expect(both(builds('Exists'))).toEqual([]);
  });
});

describe('the processor of a Windows node', () => {
  const arch = (...terms: Parameters<typeof affinity>) => said('windows-arch', [podOf(windows(affinity(...terms)))]);

  test('is amd64', () => {
    expect(said('windows-arch', [podOf(selecting({ [ARCH]: 'arm64' }))])).toEqual([`error spec.nodeSelector[${ARCH}]`]);
    expect(said('windows-arch', [podOf(selecting({ [ARCH]: 'amd64' }))])).toEqual([]);
    expect(arch([{ key: ARCH, operator: 'In', values: ['arm64'] }])).toEqual([`error ${VALUES}.values`]);
    expect(arch([{ key: ARCH, operator: 'NotIn', values: ['amd64'] }])).toHaveLength(1);
  });

  test('may be another in one of several alternatives', () => {
    expect(arch([{ key: ARCH, operator: 'In', values: ['arm64'] }], [])).toEqual([]);
    expect(arch([{ key: ARCH, operator: 'In', values: ['arm64', 'amd64'] }])).toEqual([]);
  });

  test('is no matter of a RuntimeClass for Linux', () => {
    const scheduling = { nodeSelector: { [ARCH]: 'arm64' } };
    expect(said('windows-arch', [runtimeClass({ scheduling })])).toHaveLength(1);
    expect(said('windows-arch', [runtimeClass({ scheduling, handler: 'gvisor' })])).toEqual([]);
  });
});

describe('the beta labels', () => {
  test('are found in selector, affinity and RuntimeClass', () => {
    expect(said('node-selector-beta-label', [podOf(windows({ nodeSelector: { [`beta.${OS}`]: 'windows' } }))])).toEqual(
      [`info spec.nodeSelector[beta.${OS}]`],
    );
    const terms = affinity([{ key: `beta.${ARCH}`, operator: 'In', values: ['amd64'] }]);
    expect(said('node-selector-beta-label', [podOf(windows(terms))])).toEqual([`info ${VALUES}.key`]);
    const scheduling = { nodeSelector: { [`beta.${OS}`]: 'windows' } };
    expect(said('node-selector-beta-label', [runtimeClass({ scheduling })])).toHaveLength(1);
  });

  test('go where the stable label says the same', () => {
    const pod = (beta: string) => podOf(selecting({ [`beta.${OS}`]: beta }));
    expect(foundIn('node-selector-beta-label', [pod('windows')])[0].mend).toEqual({ remove: true });
    expect(foundIn('node-selector-beta-label', [pod('linux')])[0].mend).toBeUndefined();
  });

  test('are no matter of Windows on a Linux pod', () => {
    expect(said('node-selector-beta-label', [podOf({ nodeSelector: { [`beta.${OS}`]: 'linux' } })])).toEqual([]);
  });
});

describe('a pod with a node of its own', () => {
  test('is found in a manifest', () => {
    expect(said('node-name-set', [podOf(windows({ nodeName: 'win1' }))])).toEqual(['warning spec.nodeName']);
  });

  test('is no matter when it was read from a cluster, where every pod has one', () => {
    expect(said('node-name-set', [{ ...podOf(windows({ nodeName: 'win1' })), status: { phase: 'Running' } }])).toEqual(
      [],
    );
    expect(said('node-name-set', [podOf(windows({ nodeName: '' }))])).toEqual([]);
  });
});

describe('a toleration', () => {
  const refused = (...tolerations: object[]) =>
    said('toleration-format', [podOf(windows({ tolerations } as PodSpec))]).map((each) =>
      each.replace('error spec.tolerations', ''),
    );

  test.each([
    [{ key: 'os', operator: 'Exists', value: 'windows' }, '[0].value'],
    [{ key: 'os', value: 'Windows Server' }, '[0].value'],
    [{ key: 'os', operator: 'In', value: 'windows' }, '[0].operator'],
    [{ operator: 'Equal', value: 'windows' }, '[0].operator'],
    [{}, '[0].operator'],
    [{ key: 'a b', operator: 'Exists' }, '[0].key'],
    [{ key: 'os', operator: 'Exists', effect: 'noSchedule' }, '[0].effect'],
    [{ key: 'os', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 60 }, '[0].effect'],
    [{ key: 'os', operator: 'Gt', value: '5' }, '[0].operator'],
  ])('%j is refused', (toleration, path) => {
    expect(refused(toleration)).toEqual([path]);
  });

  test.each([
    { operator: 'Exists' },
    { key: '', operator: 'Exists' },
    { key: 'os', value: 'windows' },
    { key: 'os', operator: 'Equal', effect: '' },
    { key: 'node.kubernetes.io/os', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 0 },
  ])('%j is taken', (toleration) => {
    expect(refused(toleration)).toEqual([]);
  });

  test('is looked at in a RuntimeClass', () => {
    const scheduling = {
      tolerations: [
        { key: 'os', operator: 'Exists' },
        { key: 'os', operator: 'Exists', value: 'x' },
      ],
    };
    expect(said('toleration-format', [runtimeClass({ scheduling })])).toEqual([
      'error scheduling.tolerations[1].value',
    ]);
  });
});

describe('the toleration that a platform asks for', () => {
  const tolerating = (...tolerations: object[]) => podOf(windows({ tolerations } as PodSpec));

  test('is missing on OpenShift', () => {
    const on = { platform: 'openshift' } as const;
    expect(said('toleration-missing', [podOf(WINDOWS)], on)).toEqual(['error spec.tolerations']);
    expect(said('toleration-missing', [tolerating({ key: 'os', value: 'windows' })], on)).toEqual([
      'error spec.tolerations[0].value',
    ]);
    expect(said('toleration-missing', [tolerating({ key: 'os', value: 'Windows', effect: 'NoExecute' })], on)).toEqual([
      'error spec.tolerations',
    ]);
  });

  test.each([
    { key: 'os', value: 'Windows' },
    { key: 'os', operator: 'Exists', effect: 'NoSchedule' },
    { operator: 'Exists' },
  ])('is there: %j', (toleration) => {
    expect(said('toleration-missing', [tolerating(toleration)], { platform: 'openshift' })).toEqual([]);
  });

  test('can come from the RuntimeClass', () => {
    const pod = podOf(windows({ runtimeClassName: 'windows-2022' }));
    const scheduling = { tolerations: [{ key: 'os', operator: 'Equal', value: 'Windows', effect: 'NoSchedule' }] };
    const on = { platform: 'openshift' } as const;
    expect(said('toleration-missing', [pod, runtimeClass({ scheduling })], on)).toEqual([]);
    expect(said('toleration-missing', [pod, runtimeClass()], on)).toHaveLength(1);
    // nobody knows what is in a class that is not shown
    expect(said('toleration-missing', [pod], on)).toEqual([]);
  });

  test('is added by GKE to pods whose node selector asks for Windows, and to no others', () => {
    const on = { platform: 'gke' } as const;
    expect(said('toleration-missing', [podOf(WINDOWS)], on)).toEqual([]);
    const terms = affinity([{ key: OS, operator: 'In', values: ['windows'] }]);
    const [found] = foundIn('toleration-missing', [podOf({ os: { name: 'windows' }, ...terms })], on);
    expect(found).toMatchObject({ severity: 'error', path: 'spec.tolerations' });
    expect(found.fix).toContain('nodeSelector');
    const tolerations = [{ key: 'node.kubernetes.io/os', operator: 'Exists' }];
    expect(said('toleration-missing', [podOf({ os: { name: 'windows' }, tolerations, ...terms })], on)).toEqual([]);
  });

  test('is another one where the author names the taints', () => {
    const target = { platform: PLATFORMS.openshift, hasOwnTaints: true };
    expect(lint([podOf(WINDOWS)], { target }).map(({ rule }) => rule.id)).not.toContain('toleration-missing');
  });

  test('is only advised by the guide of Azure Local, where the case of the value is the usual mistake', () => {
    const on = { platform: 'azure-local' } as const;
    expect(said('toleration-missing', [podOf(WINDOWS)], on)).toEqual([]);
    expect(said('toleration-missing', [tolerating({ key: 'node.kubernetes.io/os', value: 'windows' })], on)).toEqual([
      'warning spec.tolerations[0].value',
    ]);
  });

  test('is no matter elsewhere, for a pod with a node of its own, and for one that may run on Linux nodes', () => {
    for (const platform of ['aks', 'eks', 'kubeadm', 'unknown'] as const)
      expect(said('toleration-missing', [podOf(WINDOWS)], { platform })).toEqual([]);
    const on = { platform: 'openshift' } as const;
    expect(said('toleration-missing', [podOf(windows({ nodeName: 'win1' }))], on)).toEqual([]);
    expect(said('toleration-missing', [podOf({ os: { name: 'windows' } })], on)).toEqual([]);
    expect(said('toleration-missing', [podOf({ nodeSelector: { [OS]: 'linux' } })], on)).toEqual([]);
  });
});

describe('on EKS', () => {
  const on = { platform: 'eks' } as const;
  const byAffinity = { os: { name: 'windows' }, ...affinity([{ key: OS, operator: 'In', values: ['windows'] }]) };
  const eks = (pod: PodSpec, ...objects: Parameters<typeof said>[1]) =>
    said('node-selector-not-affinity', [podOf(pod), ...objects], on);

  test('a Windows pod that has no node selector gets no address', () => {
    expect(eks(byAffinity)).toEqual([`error spec.nodeSelector[${OS}]`]);
    expect(eks({ nodeSelector: { [BUILD]: '10.0.20348' } })).toHaveLength(1);
    expect(eks({ os: { name: 'windows' }, nodeSelector: { team: 'erp' } })).toHaveLength(1);
  });

  test('the node selector may be that of the RuntimeClass, or have the older label', () => {
    const scheduling = { nodeSelector: { [OS]: 'windows' } };
    expect(eks({ ...byAffinity, runtimeClassName: 'windows-2022' }, runtimeClass({ scheduling }))).toEqual([]);
    expect(eks({ ...byAffinity, runtimeClassName: 'windows-2022' }, runtimeClass())).toHaveLength(1);
    expect(eks({ ...byAffinity, runtimeClassName: 'unseen' })).toEqual([]);
    expect(eks({ nodeSelector: { [`beta.${OS}`]: 'windows' } })).toEqual([]);
  });

  test('a pod on the network of its node needs none, and a pod that nothing places is another matter', () => {
    expect(eks({ ...byAffinity, hostNetwork: true })).toEqual([]);
    expect(eks({ os: { name: 'windows' } })).toEqual([]);
    expect(eks(image('app:ltsc2022'))).toEqual([]);
  });

  test('is the only platform that asks for it', () => {
    expect(said('node-selector-not-affinity', [podOf(byAffinity)])).toEqual([]);
    expect(said('node-selector-not-affinity', [podOf(byAffinity)], { platform: 'aks' })).toEqual([]);
  });

  test.each(['auto', 'fargate', 'hybrid'])('nodes of the kind %s run no Windows pods', (kind) => {
    const label = 'eks.amazonaws.com/compute-type';
    expect(said('platform-windows', [podOf(selecting({ [label]: kind }))])).toEqual([
      `error spec.nodeSelector[${label}]`,
    ]);
    expect(said('platform-windows', [podOf({ nodeSelector: { [OS]: 'linux', [label]: kind } })])).toEqual([]);
    expect(said('platform-windows', [podOf(selecting({ [label]: 'ec2' }))])).toEqual([]);
  });
});

describe('on AKS', () => {
  const on = { platform: 'aks' } as const;

  test.each(['winpool', 'Win22', '2022', 'win-22', ''])("no Windows pool has the name '%s'", (name) => {
    for (const label of ['agentpool', 'kubernetes.azure.com/agentpool'])
      expect(said('aks-pool', [podOf(selecting({ [label]: name }))], on)).toEqual([
        `error spec.nodeSelector[${label}]`,
      ]);
  });

  test('a Windows pool has a short name and is no system pool', () => {
    expect(said('aks-pool', [podOf(selecting({ agentpool: 'win22' }))], on)).toEqual([]);
    expect(said('aks-pool', [podOf(selecting({ agentpool: 'windowspool' }))])).toEqual([]);
    expect(said('aks-pool', [podOf({ nodeSelector: { [OS]: 'linux', agentpool: 'nodepool1' } })], on)).toEqual([]);
    expect(said('aks-pool', [podOf(selecting({ 'kubernetes.azure.com/mode': 'system' }))], on)).toHaveLength(1);
    expect(said('aks-pool', [podOf(selecting({ 'kubernetes.azure.com/mode': 'user' }))], on)).toEqual([]);
  });

  test.each([
    ['windows2022', 'error', { set: 'Windows2022' }],
    ['AzureLinux', 'error', undefined],
    ['Windows2028', 'warning', undefined],
  ])("no Windows node has the image '%s'", (sku, severity, mend) => {
    const [found] = foundIn('aks-os-sku', [podOf(selecting({ 'kubernetes.azure.com/os-sku': sku }))]);
    expect(found).toMatchObject({ severity, got: sku });
    expect(found.mend).toEqual(mend);
  });

  test('the image of a node may be any of Windows, and is no matter of Linux pods', () => {
    const label = 'kubernetes.azure.com/os-sku';
    for (const sku of ['Windows2019', 'Windows2022', 'Windows2025', 'WindowsAnnual'])
      expect(said('aks-os-sku', [podOf({ nodeSelector: { [label]: sku } })])).toEqual([]);
    expect(said('aks-os-sku', [podOf({ nodeSelector: { [label]: 'Ubuntu' } })])).toEqual([]);
  });
});

describe('the Windows versions of a platform', () => {
  const asked = (pod: PodSpec, on: Parameters<typeof said>[2]) => said('platform-windows-version', [podOf(pod)], on);
  const path = `spec.nodeSelector[${BUILD}]`;

  test('are its own on AKS and GKE, so that there is no other', () => {
    expect(asked(ofBuild('10.0.17763'), { platform: 'aks', kubernetes: 33 })).toEqual([`error ${path}`]);
    expect(asked(ofBuild('10.0.17763'), { platform: 'aks', kubernetes: 32 })).toEqual([]);
    expect(asked(ofBuild('10.0.26100'), { platform: 'gke', kubernetes: 34 })).toEqual([`error ${path}`]);
  });

  test('elsewhere are those that somebody supports', () => {
    expect(asked(ofBuild('10.0.17763'), { platform: 'kubeadm', kubernetes: 36 })).toEqual([`warning ${path}`]);
    expect(asked(ofBuild('10.0.17763'), { kubernetes: 36 })).toEqual([`warning ${path}`]);
    expect(asked(ofBuild('10.0.17763'), { kubernetes: 35 })).toEqual([]);
    expect(asked(ofBuild('10.0.17763'), { platform: 'eks', kubernetes: 36 })).toEqual([]);
    expect(asked(ofBuild('10.0.17763'), { platform: 'aks' })).toEqual([]);
  });

  test('are asked of affinities, of images of AKS nodes and of RuntimeClasses, each at its place', () => {
    const on = { platform: 'aks', kubernetes: 34 } as const;
    expect(asked(builds('In', '10.0.17763'), on)).toHaveLength(1);
    expect(asked(builds('In', '10.0.17763', '10.0.20348'), on)).toEqual([]);
    expect(asked(selecting({ 'kubernetes.azure.com/os-sku': 'Windows2019' }), on)).toHaveLength(1);
    const scheduling = { nodeSelector: { [BUILD]: '10.0.17763' } };
    const pod = podOf(windows({ runtimeClassName: 'windows-2022' }));
    expect(said('platform-windows-version', [pod, runtimeClass({ scheduling })], on)).toEqual([
      `error scheduling.nodeSelector[${BUILD}]`,
    ]);
  });
});

test('a Windows DaemonSet and a CronJob are looked at as a pod is', () => {
  const cronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'web' },
    spec: { jobTemplate: { spec: { template: { spec: ofBuild('ltsc2022') } } } },
  };
  expect(said('windows-build-format', [workloadOf('DaemonSet', ofBuild('ltsc2022')), cronJob])).toEqual([
    `error spec.template.spec.nodeSelector[${BUILD}]`,
    `error spec.jobTemplate.spec.template.spec.nodeSelector[${BUILD}]`,
  ]);
});
