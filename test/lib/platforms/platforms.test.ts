import { describe, expect, test } from 'vitest';
import { AKS } from '../../../lib/platforms/aks';
import { AZURE_LOCAL } from '../../../lib/platforms/azure-local';
import { EKS } from '../../../lib/platforms/eks';
import { GKE } from '../../../lib/platforms/gke';
import { KUBEADM } from '../../../lib/platforms/kubeadm';
import { OPENSHIFT } from '../../../lib/platforms/openshift';
import type { Platform } from '../../../lib/platforms/platform';
import { RKE2 } from '../../../lib/platforms/rke2';
import { UNKNOWN } from '../../../lib/platforms/unknown';
import { releaseOfBuild } from '../../../lib/windows/versions';

const PLATFORMS: Platform[] = [AKS, AZURE_LOCAL, EKS, GKE, KUBEADM, OPENSHIFT, RKE2, UNKNOWN];
const MINORS = Array.from({ length: 22 }, (_, index) => 17 + index);

describe.each(PLATFORMS)('$name', (platform) => {
  test('has a reference that can be read', () => {
    expect(platform.reference).toMatch(/^https:\/\//);
  });

  test('offers only Windows releases that are known, at every Kubernetes version', () => {
    for (const minor of MINORS) {
      const builds = platform.windowsBuilds(minor);
      if (builds === undefined) continue;
      expect(builds.length).toBeGreaterThan(0);
      for (const build of builds) expect(releaseOfBuild(build)).toBeDefined();
      expect(new Set(builds).size).toBe(builds.length);
    }
  });

  test('knows where the DNS pods of the cluster are', () => {
    expect(platform.dns.namespace).toMatch(/^[a-z-]+$/);
    expect(Object.keys(platform.dns.podLabels)).toHaveLength(1);
  });
});

test('every platform has an id of its own', () => {
  expect(new Set(PLATFORMS.map(({ id }) => id)).size).toBe(PLATFORMS.length);
});

describe('Windows nodes on offer', () => {
  const [b2019, b2022, b2025] = ['10.0.17763', '10.0.20348', '10.0.26100'];

  test.each([
    [AKS, 22, [b2019]],
    [AKS, 27, [b2019, b2022]],
    [AKS, 31, [b2019, b2022]],
    [AKS, 32, [b2019, b2022, b2025]],
    [AKS, 33, [b2022, b2025]],
    [AKS, 36, [b2022, b2025]],
    [AKS, 37, [b2025]],
    [KUBEADM, 32, [b2019, b2022]],
    [KUBEADM, 33, [b2019, b2022, b2025]],
    [KUBEADM, 36, [b2022, b2025]],
    [OPENSHIFT, 32, [b2019, b2022]],
    [OPENSHIFT, 33, [b2019, b2022, b2025]],
    [GKE, 34, [b2019, b2022]],
    [RKE2, 34, [b2019, b2022]],
    [AZURE_LOCAL, 34, [b2019, b2022]],
  ])('$0.name at 1.$1', (platform, minor, builds) => {
    expect(platform.windowsBuilds(minor)).toEqual(builds);
  });

  test.each([EKS, UNKNOWN])('$name says nothing, so everything is allowed', (platform) => {
    expect(platform.windowsBuilds(34)).toBeUndefined();
  });
});

test('DNS listens on 5353 in OpenShift and on 53 elsewhere', () => {
  for (const platform of PLATFORMS) expect(platform.dns.port).toBe(platform === OPENSHIFT ? 5353 : 53);
});
