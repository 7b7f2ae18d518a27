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
    ['that tolerates the taint of Windows nodes', { tolerations: [{ key: 'os', value: 'windows' }] }],
  ])('%s', (_, pod) => {
    expect(systemOf(pod, CLUSTER).name).toBeUndefined();
  });
});
