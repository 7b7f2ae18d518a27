import { describe, expect, test } from 'vitest';
import { Cluster } from '../../../lib/manifests/cluster';
import { admits, nodeChoiceOf } from '../../../lib/manifests/node-choice';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { LINUX_NODE, windowsNode } from '../../../lib/windows/nodes';

const OS = 'kubernetes.io/os';
const BUILD = 'node.kubernetes.io/windows-build';
const SERVER_2022 = windowsNode('10.0.20348');

const choiceOf = (pod: PodSpec) => nodeChoiceOf(pod, new Cluster());
const by = (key: string, operator: string, ...values: string[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key, operator, values }] }],
      },
    },
  },
});

describe('which nodes a pod admits', () => {
  test.each<[string, PodSpec, boolean, boolean]>([
    ['nothing', {}, true, true],
    ['os windows', { nodeSelector: { [OS]: 'windows' } }, false, true],
    ['another value', { nodeSelector: { [OS]: 'Windows' } }, false, false],
    ['a build', { nodeSelector: { [BUILD]: '10.0.20348' } }, false, true],
    ['another build', { nodeSelector: { [BUILD]: '10.0.26100' } }, false, false],
    ['a label of the cluster', { nodeSelector: { team: 'erp' } }, true, true],
    ['In', by(OS, 'In', 'windows'), false, true],
    ['In several', by(OS, 'In', 'windows', 'linux'), true, true],
    ['NotIn', by(OS, 'NotIn', 'linux'), false, true],
    ['NotIn of a label that Linux nodes do not have', by(BUILD, 'NotIn', '10.0.20348'), true, false],
    ['Exists', by(BUILD, 'Exists'), false, true],
    ['DoesNotExist', by(BUILD, 'DoesNotExist'), true, false],
    ['Gt, which compares numbers', by(BUILD, 'Gt', '10'), false, false],
    ['a label that nobody knows', by('zone', 'In', 'a'), true, true],
  ])('by %s: Linux %s, Windows %s', (_, pod, linux, windows) => {
    expect(admits(choiceOf(pod), LINUX_NODE)).toBe(linux);
    expect(admits(choiceOf(pod), SERVER_2022)).toBe(windows);
  });

  test('selector and affinity must both fit', () => {
    const pod = { ...by(OS, 'In', 'linux'), nodeSelector: { [OS]: 'windows' } };
    expect(admits(choiceOf(pod), SERVER_2022)).toBe(false);
  });
});

describe('what nobody can see', () => {
  test.each<[string, PodSpec]>([
    ['a label of the cluster', { nodeSelector: { team: 'erp' } }],
    ['an expression about one', by('team', 'In', 'erp')],
    ['the name of a node', { nodeName: 'n1' }],
    ['a RuntimeClass that is not shown', { runtimeClassName: 'a' }],
  ])('%s', (_, pod) => {
    expect(choiceOf(pod).isPartlyUnseen).toBe(true);
  });

  test('the rest is plain', () => {
    const pod = { ...by(BUILD, 'Exists'), nodeSelector: { [OS]: 'windows', 'beta.kubernetes.io/arch': 'amd64' } };
    expect(choiceOf(pod).isPartlyUnseen).toBe(false);
    expect(choiceOf({}).isPartlyUnseen).toBe(false);
  });
});
