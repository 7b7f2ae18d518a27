import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import type { PlatformId } from '../../../lib/platforms/platform';
import { affinity, BUILD, foundIn, image, OS, podOf, runtimeClass, said, WINDOWS, workloadOf } from './found-in';

const inOs = (...values: string[]) => affinity([{ key: OS, operator: 'In', values }]);
const windowsOs: PodSpec = { os: { name: 'windows' } };
const anyTaint = { tolerations: [{ operator: 'Exists' }] };

describe('a Windows pod that nothing keeps on Windows nodes', () => {
  test.each<[string, PodSpec]>([
    ['with os.name alone', windowsOs],
    ['with a toleration alone', { ...windowsOs, tolerations: [{ key: 'os', operator: 'Exists' }] }],
    ['with the right processor', { ...windowsOs, nodeSelector: { 'kubernetes.io/arch': 'amd64' } }],
    ['that asks for both systems', { ...windowsOs, ...inOs('linux', 'windows') }],
    [
      'with one alternative for Windows',
      { ...windowsOs, ...affinity([{ key: OS, operator: 'In', values: ['windows'] }], []) },
    ],
    ['by its options', { securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } } }],
    ['by its image', image('mcr.microsoft.com/windows/nanoserver:ltsc2022')],
  ])('%s, is found', (_, spec) => {
    expect(said('os-not-placed', [podOf(spec)])).toEqual([`warning spec.nodeSelector[${OS}]`]);
  });

  test('is not made Windows by a preference: the scheduler may pass it over', () => {
    const preference = { matchExpressions: [{ key: OS, operator: 'In', values: ['windows'] }] };
    const preferred = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference }] };
    const spec = { ...windowsOs, affinity: { nodeAffinity: preferred } };
    expect(said('os-not-placed', [podOf(spec)])).toHaveLength(1);
  });

  test.each<[string, PodSpec]>([
    ['a node selector', WINDOWS],
    ['the older label', { ...windowsOs, nodeSelector: { [`beta.${OS}`]: 'windows' } }],
    ['a build', { ...windowsOs, nodeSelector: { [BUILD]: '10.0.20348' } }],
    ['an affinity', { ...windowsOs, ...inOs('windows') }],
    ['an affinity to builds', { ...windowsOs, ...affinity([{ key: BUILD, operator: 'In', values: ['10.0.20348'] }]) }],
    ['a label of its own', { ...windowsOs, nodeSelector: { agentpool: 'win' } }],
    ['a RuntimeClass that nobody has shown', { ...windowsOs, runtimeClassName: 'windows-2025' }],
    ['the name of a node', { ...windowsOs, nodeName: 'win1' }],
    [
      'a term for one node, as in pods of a DaemonSet',
      {
        ...windowsOs,
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{}] }] },
          },
        },
      },
    ],
  ])('is kept there by %s', (_, spec) => {
    expect(said('os-not-placed', [podOf(spec)])).toEqual([]);
  });

  test('is kept there by a RuntimeClass with a selector, and not by one without', () => {
    const pod = podOf({ ...windowsOs, runtimeClassName: 'windows-2022' });
    const scheduling = { nodeSelector: { [OS]: 'windows' } };
    expect(said('os-not-placed', [pod, runtimeClass({ scheduling })])).toEqual([]);
    expect(said('os-not-placed', [pod, runtimeClass()])).toHaveLength(1);
  });

  test('fails for sure as a DaemonSet that tolerates all taints: every cluster has Linux nodes', () => {
    expect(said('os-not-placed', [workloadOf('DaemonSet', { ...windowsOs, ...anyTaint })])).toEqual([
      `error spec.template.spec.nodeSelector[${OS}]`,
    ]);
    expect(said('os-not-placed', [workloadOf('DaemonSet', windowsOs)])[0]).toContain('warning');
    expect(said('os-not-placed', [workloadOf('Deployment', { ...windowsOs, ...anyTaint })])[0]).toContain('warning');
    // whether that is a Windows pod is a guess
    const guessed = { ...image('app:ltsc2022'), ...anyTaint };
    expect(said('os-not-placed', [workloadOf('DaemonSet', guessed)])[0]).toContain('warning');
  });

  test('is mended only where os.name says that it is one', () => {
    expect(foundIn('os-not-placed', [podOf(windowsOs)])[0].mend).toEqual({ set: 'windows' });
    expect(foundIn('os-not-placed', [podOf(image('app:ltsc2022'))])[0].mend).toBeUndefined();
  });

  test('is told that tolerations attract to no node, where it has some', () => {
    const tolerations = [{ key: 'os', operator: 'Equal', value: 'windows' }];
    expect(foundIn('os-not-placed', [podOf({ ...windowsOs, tolerations })])[0].problem).toContain('attract');
    expect(foundIn('os-not-placed', [podOf(windowsOs)])[0].problem).not.toContain('attract');
  });
});

describe('a pod that names no operating system', () => {
  const linux = image('registry.example.com/app:1.0');
  const daemon = (spec: PodSpec = {}) => workloadOf('DaemonSet', { ...linux, ...spec }, 'agent');
  const windows = workloadOf('Deployment', WINDOWS);
  const tainted = workloadOf('Deployment', { ...WINDOWS, tolerations: [{ key: 'os', operator: 'Exists' }] });
  const left = (...objects: Parameters<typeof said>[1]) => said('os-left-open', objects);
  const found = [`warning spec.template.spec.nodeSelector[${OS}]`];

  test('is no matter where nothing shows Windows nodes', () => {
    expect(left(daemon(anyTaint), workloadOf('Deployment', linux, 'api'))).toEqual([]);
  });

  test('is found beside a Windows pod that tolerates nothing: the nodes of that one take every pod', () => {
    expect(left(windows, daemon())).toEqual(found);
    expect(left(windows, workloadOf('Deployment', linux, 'api'))).toEqual(found);
  });

  test('is no matter beside Windows pods that tolerate a taint, unless it gets past every taint', () => {
    expect(left(tainted, daemon())).toEqual([]);
    expect(left(tainted, daemon(anyTaint))).toEqual(found);
    expect(left(tainted, daemon({ tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }] }))).toEqual(found);
    expect(left(tainted, daemon({ tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] }))).toEqual([]);
    expect(left(tainted, daemon({ tolerations: [{ key: 'dedicated', operator: 'Exists' }] }))).toEqual([]);
  });

  test.each([
    ['a RuntimeClass for Windows', runtimeClass({ scheduling: { nodeSelector: { [OS]: 'windows' } } })],
    ['a gMSA', { apiVersion: 'windows.k8s.io/v1', kind: 'GMSACredentialSpec', metadata: { name: 'erp' } }],
  ])('is found beside %s when it tolerates every taint', (_, object) => {
    expect(left(object, daemon(anyTaint))).toEqual(found);
    expect(left(object, daemon())).toEqual([]);
  });

  test('says nothing of nodes by passing tolerations, by options of a template for both systems, or for a named node', () => {
    const passing = { tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }] };
    expect(left(workloadOf('Deployment', { ...WINDOWS, ...passing }), daemon())).toEqual(found);
    const options = { securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } } };
    expect(left(workloadOf('Deployment', options), daemon(anyTaint))).toEqual([]);
    expect(left(workloadOf('Deployment', { ...WINDOWS, nodeName: 'win1' }), daemon())).toEqual([]);
    expect(left(workloadOf('Deployment', { ...WINDOWS, runtimeClassName: 'unseen' }), daemon())).toEqual([]);
  });

  test.each<[string, PodSpec]>([
    ['a node selector', { nodeSelector: { [OS]: 'linux' } }],
    ['an affinity to both systems', inOs('linux', 'windows')],
    ['an affinity away from Windows', affinity([{ key: OS, operator: 'NotIn', values: ['windows'] }])],
    ['a processor that no Windows node has', { nodeSelector: { 'kubernetes.io/arch': 'arm64' } }],
    ['a role of Linux nodes', { nodeSelector: { 'node-role.kubernetes.io/control-plane': '' } }],
    ['a RuntimeClass that nobody has shown', { runtimeClassName: 'gvisor' }],
  ])('is kept off by %s', (_, spec) => {
    expect(left(windows, daemon({ ...anyTaint, ...spec }))).toEqual([]);
  });

  test('is not kept off by os.name: linux', () => {
    expect(left(windows, daemon({ os: { name: 'linux' } }))).toEqual(found);
  });

  test('is not told to keep to Linux when it tolerates the taint of Windows nodes by name', () => {
    for (const toleration of [
      { key: 'os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/os', operator: 'Equal', value: 'Windows' },
      { key: 'os', operator: 'Exists' },
    ]) {
      const pod = workloadOf('Deployment', { ...linux, tolerations: [toleration] }, 'api');
      expect(left(windows, pod)).toEqual([]);
      expect(said('os-not-placed', [windows, pod])).toEqual(found);
    }
    const others = [{ key: 'os', value: 'linux' }, { key: 'hostess', operator: 'Exists' }, {}];
    expect(left(workloadOf('Deployment', { ...linux, tolerations: others }))).toEqual([]);
  });

  test('is told once, with the others of which the same holds', () => {
    const others = ['a', 'b', 'c', 'd', 'e'].map((name) => workloadOf('Deployment', linux, name));
    const [first, ...more] = foundIn('os-left-open', [windows, ...others]);
    expect(more).toEqual([]);
    expect(first.object).toBe(others[0]);
    expect(first.problem).toMatch(/; the same holds for Deployment b, Deployment c, Deployment d and 1 more$/);
    // what gets past every taint is a case of its own
    expect(left(windows, ...others, daemon(anyTaint))).toHaveLength(2);
    expect(foundIn('os-left-open', [windows, ...others.slice(0, 1)])[0].problem).not.toContain('the same holds');
  });

  test('is told at the next one when the first is accepted', () => {
    const metadata = { name: 'a', annotations: { 'acknowledge.cdk8s-windows/os-left-open': 'an image for both' } };
    const accepted = { ...workloadOf('Deployment', linux), metadata };
    const other = workloadOf('Deployment', linux, 'b');
    expect(foundIn('os-left-open', [windows, accepted, other]).map(({ object }) => object)).toEqual([other]);
  });

  describe('on a platform', () => {
    const on = (platform: PlatformId, ...objects: Parameters<typeof said>[1]) =>
      said('os-left-open', objects, { platform });

    test('is no matter where nothing shows Windows nodes', () => {
      expect(on('aks', daemon(), daemon(anyTaint))).toEqual([]);
      expect(on('gke', daemon(), daemon(anyTaint))).toEqual([]);
    });

    test('that taints no node is found beside Windows pods', () => {
      expect(on('aks', windows, daemon())).toEqual(found);
      expect(on('aks', tainted, daemon())).toEqual([]);
    });

    test('that taints Windows nodes, only what tolerates that taint gets onto them', () => {
      expect(on('gke', windows, daemon())).toEqual([]);
      expect(on('gke', windows, daemon(anyTaint))).toEqual(found);
      expect(on('openshift', windows, daemon(anyTaint))).toEqual(found);
    });
  });
});

describe('a pod that looks like both systems', () => {
  const both = workloadOf('Deployment', {
    tolerations: [{ key: 'os', value: 'windows' }],
    containers: [{ name: 'web', image: 'web:1.0', command: ['/bin/sh', '-c', 'run'] }],
  });

  test('is told once that it does, and nothing else', () => {
    const told = lint([both, workloadOf('Deployment', WINDOWS, 'iis')]).filter(({ object }) => object === both);
    expect(told.map(({ rule, path, severity }) => `${severity} ${rule.id} ${path}`)).toEqual([
      'warning os-unclear spec.template.spec.os.name',
    ]);
    expect(told[0].problem).toBe(
      'tolerations[0] is for the taint of Windows nodes, while containers[0].command[0] is /bin/sh',
    );
  });
});

describe('a pod that contradicts itself', () => {
  test.each<[string, PodSpec, string[]]>([
    ['os-node-selector', { ...WINDOWS, nodeSelector: { [OS]: 'linux' } }, [`error spec.nodeSelector[${OS}]`]],
    [
      'os-node-selector',
      { ...WINDOWS, nodeSelector: { [OS]: 'windows', [`beta.${OS}`]: 'linux' } },
      [`error spec.nodeSelector[beta.${OS}]`],
    ],
    ['os-node-selector', { nodeSelector: { [OS]: 'Windows' } }, [`error spec.nodeSelector[${OS}]`]],
    [
      'os-pin-conflict',
      { os: { name: 'linux' }, nodeSelector: { [OS]: 'windows' } },
      [`error spec.nodeSelector[${OS}]`],
    ],
    [
      'os-pin-conflict',
      { nodeSelector: { [OS]: 'linux', [BUILD]: '10.0.20348' } },
      [`error spec.nodeSelector[${BUILD}]`],
    ],
    [
      'os-pin-conflict',
      { os: { name: 'linux' }, ...inOs('windows') },
      ['error spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution'],
    ],
    [
      'os-node-affinity',
      { ...WINDOWS, ...inOs('linux') },
      ['error spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution'],
    ],
  ])('%s: %j', (id, spec, expected) => {
    expect(said(id, [podOf(spec)])).toEqual(expected);
    expect(said('os-not-placed', [podOf(spec)])).toEqual([]);
    expect(said('os-left-open', [podOf(spec), workloadOf('Deployment', WINDOWS)])).toEqual([]);
  });

  test.each<[string, PodSpec]>([
    ['a Linux pod', { os: { name: 'linux' }, nodeSelector: { [OS]: 'linux' }, ...inOs('linux') }],
    ['a Linux pod with a name in capitals', { nodeSelector: { [OS]: 'Linux' } }],
    ['a Windows pod', { ...WINDOWS, ...inOs('windows', 'linux') }],
    ['an empty pod', {}],
  ])('%s does not', (_, spec) => {
    for (const id of ['os-node-selector', 'os-pin-conflict', 'os-node-affinity']) {
      expect(said(id, [podOf(spec)])).toEqual([]);
    }
  });

  test('the case of a label is put right, another system is not', () => {
    expect(foundIn('os-node-selector', [podOf({ nodeSelector: { [OS]: 'WINDOWS' } })])[0].mend).toEqual({
      set: 'windows',
    });
    const linux = podOf({ ...WINDOWS, nodeSelector: { [OS]: 'linux' } });
    expect(foundIn('os-node-selector', [linux])[0].mend).toBeUndefined();
  });
});
