import { describe, expect, test } from 'vitest';
import { formatCidr } from '../../../lib/isolation/cidr';
import { CLOUD_METADATA } from '../../../lib/isolation/cloud-metadata';

const addresses = (platform: keyof typeof CLOUD_METADATA) =>
  CLOUD_METADATA[platform].map(({ net, ports }) => [
    formatCidr(net),
    ports.map(({ protocol, from }) => [protocol, from]),
  ]);

describe('what a cloud serves to its machines', () => {
  test.each(Object.keys(CLOUD_METADATA) as (keyof typeof CLOUD_METADATA)[])(
    '%s has instance metadata, which pods reach on no port',
    (platform) => {
      expect(addresses(platform)).toContainEqual(['169.254.169.254/32', []]);
    },
  );

  test('AKS has the wire server as well, whose DNS stays open', () => {
    expect(addresses('aks')).toContainEqual([
      '168.63.129.16/32',
      [
        ['TCP', 80],
        ['TCP', 32526],
      ],
    ]);
  });

  test('no other platform knows the wire server', () => {
    const owners = Object.entries(CLOUD_METADATA).filter(([, denied]) => denied.length > 1);
    expect(owners.map(([platform]) => platform)).toEqual(['aks']);
  });
});
