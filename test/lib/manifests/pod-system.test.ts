import { describe, expect, test } from 'vitest';
import { Cluster } from '../../../lib/manifests/cluster';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { systemOf } from '../../../lib/manifests/pod-system';

const OS = 'kubernetes.io/os';
const BUILD = 'node.kubernetes.io/windows-build';
const OS_SKU = 'kubernetes.azure.com/os-sku';

const required = (...terms: { key: string; operator: string; values?: string[] }[][]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })),
      },
    },
  },
});
const runtimeClass = (name: string, fields: object) => ({
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: { name },
  ...fields,
});
const CLUSTER = new Cluster([
  runtimeClass('by-selector', { handler: 'docker', scheduling: { nodeSelector: { [OS]: 'windows' } } }),
  runtimeClass('by-build', { handler: 'docker', scheduling: { nodeSelector: { [BUILD]: '10.0.20348' } } }),
  runtimeClass('by-handler', { handler: 'runhcs-wcow-process' }),
  runtimeClass('linux', { handler: 'runhcs-lcow', scheduling: { nodeSelector: { [OS]: 'linux' } } }),
  runtimeClass('gvisor', { handler: 'runsc' }),
]);

describe('a pod is for Windows', () => {
  test.each<[string, PodSpec]>([
    ['by os.name', { os: { name: 'windows' } }],
    ['by os.name, whatever else it says', { os: { name: 'windows' }, nodeSelector: { [OS]: 'linux' } }],
    ['by its node selector', { nodeSelector: { [OS]: 'windows' } }],
    ['by a build', { nodeSelector: { [BUILD]: '10.0.20348' } }],
    ['by builds in its affinity', required([{ key: BUILD, operator: 'In', values: ['10.0.20348'] }])],
    ['by having any build', required([{ key: BUILD, operator: 'Exists' }])],
    ['by the image of an AKS node', { nodeSelector: { [OS_SKU]: 'Windows2022' } }],
    ['by the selector of its RuntimeClass', { runtimeClassName: 'by-selector' }],
    ['by the build of its RuntimeClass', { runtimeClassName: 'by-build' }],
    ['by the handler of its RuntimeClass', { runtimeClassName: 'by-handler' }],
    ['by its options', { securityContext: { windowsOptions: { hostProcess: true } } }],
    ['by its image', { containers: [{ image: 'app:1.0-ltsc2022' }] }],
    [
      'by an image that there is for Windows alone',
      { containers: [{ image: 'mcr.microsoft.com/dotnet/framework/aspnet' }] },
    ],
    ['by the word in the tag of its image', { containers: [{ image: 'agent:v2.1-windows-amd64' }] }],
    ['by the conventional toleration', { tolerations: [{ key: 'os', value: 'windows', effect: 'NoSchedule' }] }],
    ['by the toleration of GKE', { tolerations: [{ key: 'node.kubernetes.io/os', value: 'windows' }] }],
    ['by the toleration of OpenShift', { tolerations: [{ key: 'os', operator: 'Equal', value: 'Windows' }] }],
    ['by a toleration of any system', { tolerations: [{ key: 'os', operator: 'Exists' }] }],
    ['by the name of a RuntimeClass that is not shown', { runtimeClassName: 'windows-2022' }],
    ['by the drive of its working directory', { containers: [{ workingDir: 'C:\\app' }] }],
    ['by the drive of a mount path', { containers: [{}, { volumeMounts: [{ name: 'data', mountPath: 'c:/data' }] }] }],
    ['by a drive in an argument', { containers: [{ args: ['--config', '--data=D:\\erp\\data'] }] }],
    ['by the drive of a hostPath', { volumes: [{ name: 'data' }, { name: 'logs', hostPath: { path: 'C:\\logs' } }] }],
    ['by PowerShell', { containers: [{ command: ['powershell', '-Command', 'Start-Sleep 10'] }] }],
    ['by cmd in a hook', { containers: [{ lifecycle: { preStop: { exec: { command: ['cmd.exe', '/c', 'dir'] } } } }] }],
    ['by a program with a drive in a probe', { containers: [{ livenessProbe: { exec: { command: ['C:\\probe'] } } }] }],
  ])('%s', (_, pod) => {
    expect(systemOf(pod, CLUSTER).name).toBe('windows');
  });
});

describe('a pod is for Linux', () => {
  test.each<[string, PodSpec]>([
    ['by os.name', { os: { name: 'linux' } }],
    [
      'by its node selector, though its image is for Windows',
      {
        nodeSelector: { [OS]: 'linux' },
        containers: [{ image: 'app:1.0-ltsc2022' }],
      },
    ],
    ['by the image of an AKS node', { nodeSelector: { [OS_SKU]: 'AzureLinux' } }],
    ['by the selector of its RuntimeClass', { runtimeClassName: 'linux' }],
  ])('%s', (_, pod) => {
    expect(systemOf(pod, CLUSTER).name).toBe('linux');
  });
});

describe('nobody knows for what a pod is', () => {
  test.each<[string, PodSpec]>([
    ['that says nothing', {}],
    ['with empty containers', { containers: [{}] }],
    ['whose affinity keeps it off a build', required([{ key: BUILD, operator: 'NotIn', values: ['10.0.17763'] }])],
    ['with one alternative for a build', required([{ key: BUILD, operator: 'Exists' }], [])],
    ['whose RuntimeClass is not shown', { runtimeClassName: 'unseen' }],
    ['whose RuntimeClass is for either', { runtimeClassName: 'gvisor' }],
    ['whose RuntimeClass is not shown, its name only beginning like Windows', { runtimeClassName: 'winery' }],
    ['that tolerates every taint', { tolerations: [{ operator: 'Exists' }] }],
    ['that tolerates another system', { tolerations: [{ key: 'os', value: 'linux' }] }],
    ['with a PowerShell that Linux has as well', { containers: [{ command: ['pwsh', '-File', 'start.ps1'] }] }],
    ['with an escaped character', { containers: [{ args: ['a:\\n', 'https:\\\\web', 'x:/y'] }] }],
    ['with an image that only speaks of Windows', { containers: [{ image: 'rdp-to-windows:1.0' }] }],
    [
      'that names both systems, and tolerates the taint of one',
      {
        ...required([{ key: OS, operator: 'In', values: ['linux', 'windows'] }]),
        tolerations: [{ key: 'os', value: 'windows' }],
      },
    ],
  ])('%s', (_, pod) => {
    expect(systemOf(pod, CLUSTER).name).toBeUndefined();
  });
});

describe('signs that contradict each other', () => {
  const forWindows: PodSpec = { tolerations: [{ key: 'os', value: 'windows' }] };

  test.each<[string, PodSpec, string]>([
    ['an image of Linux', { containers: [{ image: 'web:1.0-alpine' }] }, 'containers[0].image'],
    ['a shell of Linux', { containers: [{ command: ['/bin/sh', '-c', 'run'] }] }, 'containers[0].command[0]'],
    ['a tool of Linux', { initContainers: [{ command: ['chown', '-R', '1000'] }] }, 'initContainers[0].command[0]'],
    [
      'a path that only Linux has',
      { volumes: [{ name: 'proc', hostPath: { path: '/proc' } }] },
      'volumes[0].hostPath.path',
    ],
    ['the processes of the node', { hostPID: true }, 'hostPID'],
    ['all rights', { containers: [{ securityContext: { privileged: true } }] }, 'containers[0].securityContext'],
    [
      'a right over the kernel',
      { containers: [{ securityContext: { capabilities: { add: ['NET_ADMIN'] } } }] },
      'containers[0].securityContext',
    ],
  ])('leave the system open: the toleration of Windows nodes and %s', (_, pod, path) => {
    const { name, because, signs } = systemOf({ ...forWindows, ...pod }, CLUSTER);
    expect(name).toBeUndefined();
    expect(signs?.windows.path).toBe('tolerations[0]');
    expect(signs?.linux.path).toBe(path);
    expect(because).toContain(`while its ${path} `);
  });

  test('do not count against what decides', () => {
    const pod: PodSpec = { ...forWindows, containers: [{ image: 'app:ltsc2022', command: ['/bin/sh'] }] };
    expect(systemOf(pod, CLUSTER)).toEqual({ name: 'windows', because: 'its image app:ltsc2022 is for windows' });
  });

  test('are not what every chart writes', () => {
    const securityContext = { privileged: false, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    const pod: PodSpec = { ...forWindows, containers: [{ securityContext }] };
    expect(systemOf(pod, CLUSTER).name).toBe('windows');
  });
});

test('what looks like Windows is told, all of it', () => {
  const pod: PodSpec = {
    tolerations: [{ key: 'os', value: 'windows' }],
    containers: [{ command: ['powershell', '-File', 'C:\\start.ps1'] }],
  };
  expect(systemOf(pod, CLUSTER).because).toBe(
    'its tolerations[0] is for the taint of Windows nodes, its containers[0].command[0] is powershell',
  );
});
