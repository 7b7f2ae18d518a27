import { describe, expect, test } from 'vitest';
import { offeredBuildsOf } from '../../../lib/platforms/offered-builds';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import { tolerates } from '../../../lib/platforms/taint';

const TAINT = { key: 'os', value: 'windows', effect: 'NoSchedule' };

describe('a taint is tolerated', () => {
  test.each([
    { key: 'os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' },
    { key: 'os', value: 'windows' },
    { key: 'os', operator: 'Exists' },
    { operator: 'Exists' },
    { operator: 'Exists', effect: 'NoSchedule' },
    { key: 'os', operator: 'Exists', tolerationSeconds: 5 },
  ])('by %j', (toleration) => {
    expect(tolerates(toleration, TAINT)).toBe(true);
  });

  test.each([
    { key: 'os', operator: 'Equal', value: 'Windows', effect: 'NoSchedule' },
    { key: 'os', operator: 'Equal' },
    { key: 'os', operator: 'Exists', effect: 'NoExecute' },
    { key: 'node.kubernetes.io/os', operator: 'Exists' },
    { operator: 'Equal' },
    {},
  ])('not by %j', (toleration) => {
    expect(tolerates(toleration, TAINT)).toBe(false);
  });
});

test.each(Object.values(PLATFORMS))(
  '$name tolerates by default the taint of its own nodes',
  ({ windowsTaint, tolerations }) => {
    if (windowsTaint === undefined) return;
    expect(tolerations.some((toleration) => tolerates(toleration, windowsTaint))).toBe(true);
  },
);

describe('the builds on offer', () => {
  test('are those of the platform, or those that Kubernetes documents', () => {
    expect(offeredBuildsOf({ platform: PLATFORMS.aks, kubernetes: 36 })).toMatchObject({
      builds: ['10.0.20348', '10.0.26100'],
      isSure: true,
    });
    expect(offeredBuildsOf({ kubernetes: 36 })).toMatchObject({ builds: ['10.0.20348', '10.0.26100'], isSure: false });
    expect(offeredBuildsOf({ platform: PLATFORMS.unknown, kubernetes: 35 })?.builds).toContain('10.0.17763');
  });

  test('are unknown without a version, and where the platform says nothing', () => {
    expect(offeredBuildsOf({ platform: PLATFORMS.aks })).toBeUndefined();
    expect(offeredBuildsOf({ platform: PLATFORMS.eks, kubernetes: 36 })).toBeUndefined();
  });
});
