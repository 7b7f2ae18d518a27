import { describe, expect, test } from 'vitest';
import { isContainerdAtLeast, isContainerdVersion } from '../../../lib/platforms/containerd-version';
import { kubernetesMinor } from '../../../lib/platforms/kubernetes-version';

describe('the minor of a Kubernetes version', () => {
  test.each([
    ['1.34', 34],
    ['1.34.2', 34],
    ['v1.34.2', 34],
    ['v1.34.2-gke.1403000', 34],
    ['1.29+', 29],
    ['v1.33.5-eks-113cf36', 33],
    ['1.32.9+rke2r1', 32],
    ['1.9', 9],
  ])('of %s is %i', (version, minor) => {
    expect(kubernetesMinor(version)).toBe(minor);
  });

  test.each(['', '1', '34', 'latest', '2.34', '1.', '1.x', '1.34.', 'kubernetes 1.34', '1.34 '])(
    '%j has none',
    (text) => {
      expect(kubernetesMinor(text)).toBeUndefined();
    },
  );
});

describe('a version of containerd', () => {
  test.each(['1.6', '1.7.27', '2.0', '2.1.0-rc.1', '1.7.13+azure'])('%s is one', (text) => {
    expect(isContainerdVersion(text)).toBe(true);
  });

  test.each(['', '1', 'v1.7', 'containerd://1.7.27', '1.7.', 'latest', '1.x'])('%j is none', (text) => {
    expect(isContainerdVersion(text)).toBe(false);
  });

  test.each([
    ['1.6', false],
    ['1.6.38', false],
    ['1.7', true],
    ['1.7.0', true],
    ['1.10', true],
    ['2.0', true],
    ['2.1.0-rc.1', true],
    ['0.9', false],
  ])('%s is at least 1.7: %s', (text, expected) => {
    expect(isContainerdAtLeast(text, 1, 7)).toBe(expected);
  });
});
