import { describe, expect, test } from 'vitest';
import { CALICO_INSTALLATION } from '../../../lib/isolation/calico-installation';

const factsOf = (platform: keyof typeof CALICO_INSTALLATION) => {
  const known = CALICO_INSTALLATION[platform];
  return 'obstacle' in known ? undefined : known;
};

describe('the Tigera operator', () => {
  test.each([
    ['aks', 'AKS', 'AzureVNET', 443],
    ['eks', 'EKS', 'AmazonVPC', 443],
    ['openshift', 'OpenShift', 'Calico', 6443],
    ['kubeadm', undefined, 'Calico', 6443],
    ['unknown', undefined, 'Calico', 6443],
  ] as const)('on %s is told the provider %s and the CNI %s', (platform, provider, cni, apiServerPort) => {
    expect(factsOf(platform)).toMatchObject({ cni, apiServerPort });
    expect(factsOf(platform)?.provider).toBe(provider);
  });

  test.each(['aks', 'eks'] as const)('finds the plug-in of %s in places of its own', (platform) => {
    expect(factsOf(platform)).toMatchObject({
      cniBinDir: expect.stringMatching(/^\//),
      cniConfigDir: expect.stringMatching(/^\//),
    });
  });

  test.each(['openshift', 'kubeadm', 'unknown'] as const)('brings its own plug-in to %s', (platform) => {
    expect(factsOf(platform)).not.toHaveProperty('cniBinDir');
  });

  test.each(['gke', 'azure-local', 'rke2'] as const)('has no business on %s', (platform) => {
    expect(CALICO_INSTALLATION[platform]).toEqual({ obstacle: expect.stringContaining('Calico') });
  });

  test('gives way where the platform installs Calico as its policy engine', () => {
    const owners = Object.entries(CALICO_INSTALLATION).filter(([, facts]) => 'ownCalico' in facts);
    expect(owners.map(([platform]) => platform)).toEqual(['aks']);
  });
});
