import fc from 'fast-check';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { anyOf, sparse } from './arbitraries';

const calico = (kind: string, metadata: object, spec: object): KubernetesObject => ({
  apiVersion: 'projectcalico.org/v3',
  kind,
  metadata: metadata as KubernetesObject['metadata'],
  spec,
});

/** Network sets and host endpoints; some carry labels that are not theirs, and some are refused. */
export const sets: fc.Arbitrary<KubernetesObject[]> = fc.subarray([
  calico('GlobalNetworkSet', { name: 'dc', labels: { kind: 'set' } }, { nets: ['192.0.2.0/24', '8.8.8.8'] }),
  calico('GlobalNetworkSet', { name: 'a', labels: { app: 'a' } }, { nets: ['172.16.0.0/16', '2001:db8::/32'] }),
  calico(
    'NetworkSet',
    { name: 'own', namespace: 'x', labels: { app: 'b' } },
    { nets: ['10.0.1.0/25', '169.254.169.254'] },
  ),
  calico(
    'NetworkSet',
    { name: 'spoof', namespace: 'z', labels: { app: 'a', 'pcns.env': 'prod', 'pcns.projectcalico.org/name': 'y' } },
    { nets: ['8.8.0.0/16', 'fd00:7::7'] },
  ),
  calico(
    'GlobalNetworkSet',
    { name: 'spoof', labels: { team: 'red', 'pcns.env': 'test', 'pcsa.role': 'reader' } },
    { nets: ['10.0.0.1', '192.0.2.7/31'] },
  ),
  calico(
    'GlobalNetworkSet',
    { name: 'refused', labels: { app: 'a', 'projectcalico.org/namespace': 'x' } },
    { nets: ['192.0.2.0/24'] },
  ),
  calico(
    'NetworkSet',
    { name: 'refused', namespace: 'y', labels: { app: 'a', team: 'red' } },
    { nets: ['10.0.0.300'] },
  ),
  calico(
    'HostEndpoint',
    { name: 'n1', labels: { app: 'b' } },
    {
      node: 'n1',
      interfaceName: '*',
      expectedIPs: ['10.9.0.1', 'fd00:9::1'],
      profiles: ['kns.y', 'ksa.y.web'],
      ports: [
        { name: 'host', protocol: 'TCP', port: 81 },
        { name: 'dns', protocol: 'UDP', port: 53 },
      ],
    },
  ),
  calico(
    'HostEndpoint',
    { name: 'far', labels: { app: 'a', kind: 'set' } },
    { node: 'elsewhere', expectedIPs: ['10.9.0.9'], ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] },
  ),
  calico('HostEndpoint', { name: 'refused', labels: { app: 'a' } }, { expectedIPs: ['8.8.8.8'] }),
]);

/** Two tiers besides those that there always are; now and then one of them is not there, or is refused. */
export const tiers: fc.Arbitrary<KubernetesObject[]> = fc
  .record({
    security: anyOf('Deny', 'Pass', undefined),
    hasSecurity: anyOf(true, true, true, true, true, false),
    platform: anyOf('Deny', 'Pass', 'Pass', 'Deny', 'Refuse'),
    order: anyOf(50, 100, 1000, 2000, 2_000_000, undefined),
  })
  .map(({ security, hasSecurity, platform, order }) => [
    ...(hasSecurity ? [calico('Tier', { name: 'security' }, sparse({ order: 50, defaultAction: security }))] : []),
    calico('Tier', { name: 'platform' }, sparse({ order, defaultAction: platform })),
  ]);
