import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AKS } from '../../../lib/platforms/aks';
import { AZURE_LOCAL } from '../../../lib/platforms/azure-local';
import { EKS } from '../../../lib/platforms/eks';
import { GKE } from '../../../lib/platforms/gke';
import { KUBEADM } from '../../../lib/platforms/kubeadm';
import { OPENSHIFT } from '../../../lib/platforms/openshift';
import { RKE2 } from '../../../lib/platforms/rke2';
import { covers, mergeTolerations, type Toleration } from '../../../lib/platforms/tolerations';
import { UNKNOWN } from '../../../lib/platforms/unknown';
import { type Taint, toleratedBy, tolerates } from '../../taints';

const PLATFORMS = [AKS, AZURE_LOCAL, EKS, GKE, KUBEADM, OPENSHIFT, RKE2];

const noSchedule = (key: string, value: string): Taint => ({ key, value, effect: 'NoSchedule' });

/** What platforms do by themselves, and what their guides tell users to do. */
const TAINTS_IN_USE = [
  noSchedule('os', 'windows'),
  noSchedule('os', 'Windows'),
  noSchedule('node.kubernetes.io/os', 'windows'),
  noSchedule('node.kubernetes.io/os', 'Windows'),
  noSchedule('node.kubernetes.io/os', 'win1809'),
];

describe('a pod lands on the Windows nodes of a platform', () => {
  test.each([
    [GKE, noSchedule('node.kubernetes.io/os', 'windows')],
    [OPENSHIFT, noSchedule('os', 'Windows')],
  ])('$0.name: the taint that it gives every Windows node is tolerated', (platform, taint) => {
    expect(toleratedBy(platform.tolerations, taint)).toBe(true);
  });

  test.each([AKS, EKS, KUBEADM, RKE2])('$name: the taint of the Kubernetes user guide is tolerated', (platform) => {
    expect(toleratedBy(platform.tolerations, noSchedule('os', 'windows'))).toBe(true);
  });

  test('AKS on Azure Local: the capital W of its guide is tolerated', () => {
    expect(toleratedBy(AZURE_LOCAL.tolerations, noSchedule('node.kubernetes.io/os', 'Windows'))).toBe(true);
  });

  test('OpenShift: the lower-case value of the other platforms is not tolerated, since no node of it has it', () => {
    expect(toleratedBy(OPENSHIFT.tolerations, noSchedule('os', 'windows'))).toBe(false);
  });

  test.each(TAINTS_IN_USE)('any cluster: $key=$value is tolerated', (taint) => {
    expect(toleratedBy(UNKNOWN.tolerations, taint)).toBe(true);
  });

  test.each([...PLATFORMS, UNKNOWN])('$name: other taints keep the pod away', ({ tolerations }) => {
    expect(toleratedBy(tolerations, noSchedule('gpu', 'true'))).toBe(false);
    expect(toleratedBy(tolerations, noSchedule('', ''))).toBe(false);
    expect(toleratedBy(tolerations, { ...noSchedule('os', 'windows'), effect: 'NoExecute' })).toBe(false);
  });
});

describe('a toleration covers another when it tolerates all that the other does', () => {
  const equal = { key: 'os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' };
  const exists = { key: 'os', operator: 'Exists', effect: 'NoSchedule' };

  test.each<[string, Toleration, Toleration, boolean]>([
    ['itself', equal, equal, true],
    ['Exists over Equal', exists, equal, true],
    ['Equal not over Exists', equal, exists, false],
    ['no operator means Equal', { ...equal, operator: undefined }, equal, true],
    ['another value', { ...equal, value: 'Windows' }, equal, false],
    ['no value is the empty value', { ...equal, value: undefined }, { ...equal, value: '' }, true],
    ['another key', { ...exists, key: 'gpu' }, equal, false],
    ['every key', { operator: 'Exists' }, equal, true],
    ['the empty key with Exists', { key: '', operator: 'Exists' }, equal, true],
    ['the empty key with Equal', { key: '', operator: 'Equal', value: 'windows' }, equal, false],
    ['every effect', { key: 'os', operator: 'Exists' }, equal, true],
    ['the empty effect', { ...exists, effect: '' }, equal, true],
    ['another effect', { ...exists, effect: 'NoExecute' }, equal, false],
    ['one effect not over every effect', exists, { key: 'os', operator: 'Exists' }, false],
    [
      'a longer stay',
      { ...exists, effect: 'NoExecute', tolerationSeconds: 60 },
      { ...equal, effect: 'NoExecute', tolerationSeconds: 30 },
      true,
    ],
    [
      'a shorter stay',
      { ...exists, effect: 'NoExecute', tolerationSeconds: 30 },
      { ...equal, effect: 'NoExecute', tolerationSeconds: 60 },
      false,
    ],
    [
      'a limited stay not over an unlimited one',
      { ...exists, effect: 'NoExecute', tolerationSeconds: 30 },
      { ...equal, effect: 'NoExecute' },
      false,
    ],
    [
      'an unlimited stay over a limited one',
      { ...exists, effect: 'NoExecute' },
      { ...equal, effect: 'NoExecute', tolerationSeconds: 30 },
      true,
    ],
  ])('%s', (_, one, other, expected) => {
    expect(covers(one, other)).toBe(expected);
  });

  const toleration = fc.record<Toleration>(
    {
      key: fc.constantFrom('os', 'gpu', ''),
      operator: fc.constantFrom('Equal', 'Exists'),
      value: fc.constantFrom('windows', 'Windows', ''),
      effect: fc.constantFrom('NoSchedule', 'NoExecute', ''),
    },
    { requiredKeys: [] },
  );
  const taint = fc.record({
    key: fc.constantFrom('os', 'gpu'),
    value: fc.constantFrom('windows', 'Windows', ''),
    effect: fc.constantFrom('NoSchedule' as const, 'NoExecute' as const),
  });

  test('for any two tolerations and any taint', () => {
    fc.assert(
      fc.property(toleration, toleration, taint, (one, other, node) => {
        if (covers(one, other) && tolerates(other, node)) expect(tolerates(one, node)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('merging loses no toleration, for any two lists and any taint', () => {
    const list = fc.array(toleration, { maxLength: 4 });
    fc.assert(
      fc.property(list, list, taint, (own, added, node) => {
        const before = toleratedBy([...own, ...added], node);
        expect(toleratedBy(mergeTolerations(own, added), node)).toBe(before);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('merging', () => {
  const own = { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' };
  const added = { key: 'os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' };

  test("keeps the author's tolerations first and as they are", () => {
    expect(mergeTolerations([own], [added])).toEqual([own, added]);
  });

  test("leaves out what the author's tolerations cover", () => {
    expect(mergeTolerations<Toleration>([{ operator: 'Exists' }], [added])).toEqual([{ operator: 'Exists' }]);
    expect(mergeTolerations([added], [added])).toEqual([added]);
  });

  test('keeps an added toleration that is wider than one of the author', () => {
    const wider = { key: 'os', operator: 'Exists', effect: 'NoSchedule' };
    expect(mergeTolerations([added], [wider])).toEqual([added, wider]);
  });

  test('drops the second of two equal tolerations, which a RuntimeClass may not have', () => {
    expect(mergeTolerations([own, { ...own }], [added])).toEqual([own, added]);
  });
});
