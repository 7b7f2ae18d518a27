import { describe, expect, test } from 'vitest';
import { osStatementsOf } from '../../../lib/manifests/operating-system';
import type { NodeSelectorTerm, PodSpec } from '../../../lib/manifests/pod-spec';

const OS = 'kubernetes.io/os';
const term = (key: string, operator: string, ...values: string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }],
});
const affinity = (...nodeSelectorTerms: NodeSelectorTerm[]): PodSpec => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const systemsIn = (pod: PodSpec) => osStatementsOf(pod).map(({ systems }) => systems);

describe('a pod names its operating system', () => {
  test('by the os field, which places nothing', () => {
    expect(osStatementsOf({ os: { name: 'windows' } })).toEqual([
      { path: 'os.name', got: 'windows', systems: ['windows'], places: false },
    ]);
  });

  test.each([OS, `beta.${OS}`])('by the node selector %s', (label) => {
    expect(osStatementsOf({ nodeSelector: { [label]: 'linux', zone: 'a' } })).toEqual([
      { path: `nodeSelector['${label}']`, got: 'linux', systems: ['linux'], places: true },
    ]);
  });

  test.each<[string, NodeSelectorTerm[], string[]]>([
    ['that wants one', [term(OS, 'In', 'linux')], ['linux']],
    ['by the old label', [term(`beta.${OS}`, 'In', 'linux')], ['linux']],
    ['that excludes the other', [term(OS, 'NotIn', 'windows')], ['linux']],
    ['that allows both', [term(OS, 'In', 'linux', 'windows')], ['linux', 'windows']],
    ['whose terms each want one', [term(OS, 'In', 'linux'), term(OS, 'In', 'windows')], ['linux', 'windows']],
    ['that only wants the label', [term(OS, 'Exists')], ['linux', 'windows']],
    ['that nothing satisfies', [term(OS, 'DoesNotExist')], []],
  ])('by a required node affinity %s', (_, terms, systems) => {
    expect(osStatementsOf(affinity(...terms))).toMatchObject([{ systems, places: true }]);
  });

  test('by windowsOptions of the pod or of any container', () => {
    const securityContext = { windowsOptions: {} };
    const pod = { securityContext, initContainers: [{ securityContext }], containers: [{}, { securityContext }] };
    expect(osStatementsOf(pod).map(({ path }) => path)).toEqual([
      'securityContext.windowsOptions',
      'initContainers[0].securityContext.windowsOptions',
      'containers[1].securityContext.windowsOptions',
    ]);
    expect(systemsIn(pod)).toEqual([['windows'], ['windows'], ['windows']]);
  });
});

describe('a pod names none', () => {
  test.each<[string, PodSpec]>([
    ['that says nothing', {}],
    ['by other selectors', { nodeSelector: { 'kubernetes.io/arch': 'amd64' } }],
    ['by an affinity on something else', affinity(term('zone', 'In', 'a'))],
    ['by an affinity with a term that leaves it open', affinity(term(OS, 'In', 'linux'), term('zone', 'In', 'a'))],
    ['by an empty affinity', affinity()],
  ])('%s', (_, pod) => {
    expect(osStatementsOf(pod)).toEqual([]);
  });
});
