import { describe, expect, test } from 'vitest';
import { type Cidr, parseCidr } from '../../../lib/isolation/cidr';
import { CLOUD_METADATA } from '../../../lib/isolation/cloud-metadata';
import type { FlowEnd, Permission } from '../../../lib/isolation/flow';
import { kubernetesPermissions } from '../../../lib/isolation/kubernetes-format';
import type { Port } from '../../../lib/isolation/port';
import { requireLabels } from '../../../lib/isolation/selector';
import type { PlatformId } from '../../../lib/platforms/platform';

const tcp = (from: number, to = from): Port => ({ protocol: 'TCP', from, to });
const web = requireLabels({ app: 'web' });
const net = (text: string): FlowEnd => ({ kind: 'nets', name: text, nets: [parseCidr(text) as Cidr] });

const spec = (platform: PlatformId, ...permissions: Permission[]) =>
  kubernetesPermissions(web, permissions, CLOUD_METADATA[platform]);

function cidrsTo(platform: PlatformId, to: FlowEnd, ...ports: Port[]): (string | undefined)[] | undefined {
  const { egress } = spec(platform, { direction: 'egress', peer: to, ports });
  return egress?.[0]?.to?.map(({ ipBlock }) => ipBlock?.cidr);
}

describe('a permission in Kubernetes’ format', () => {
  test('to pods is one peer with both selectors', () => {
    const database: FlowEnd = {
      kind: 'pods',
      name: 'db',
      namespaces: ['db'],
      labels: requireLabels({ app: 'database' }),
    };
    expect(spec('eks', { direction: 'egress', peer: database, ports: [tcp(1433)] })).toEqual({
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'db' } },
              podSelector: { matchLabels: { app: 'database' } },
            },
          ],
          ports: [{ protocol: 'TCP', port: 1433 }],
        },
      ],
    });
  });

  test('keeps expressions and several namespaces', () => {
    const peer: FlowEnd = {
      kind: 'pods',
      name: 'tiers',
      namespaces: ['a', 'b'],
      labels: [
        { key: 'tier', operator: 'Exists', values: [] },
        { key: 'app', operator: 'NotIn', values: ['x'] },
      ],
    };
    const { ingress } = spec('eks', { direction: 'ingress', peer, ports: [tcp(80)] });
    expect(ingress?.[0].from).toEqual([
      {
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b'] }],
        },
        podSelector: {
          matchExpressions: [
            { key: 'tier', operator: 'Exists' },
            { key: 'app', operator: 'NotIn', values: ['x'] },
          ],
        },
      },
    ]);
  });

  test('of a label with two values at once matches nothing, rather than one of them', () => {
    const labels = [
      ...requireLabels({ app: 'web' }),
      ...requireLabels({ app: 'api' }),
      ...requireLabels({ app: 'web' }),
    ];
    const peer: FlowEnd = { kind: 'pods', name: 'both', namespaces: ['a'], labels };
    const { egress } = spec('eks', { direction: 'egress', peer, ports: [tcp(80)] });
    expect(egress?.[0].to?.[0].podSelector).toEqual({
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'app', operator: 'In', values: ['api'] }],
    });
  });

  test('writes a range as port and endPort', () => {
    const { egress } = spec('eks', { direction: 'egress', peer: net('10.0.0.0/8'), ports: [tcp(49152, 65535)] });
    expect(egress?.[0].ports).toEqual([{ protocol: 'TCP', port: 49152, endPort: 65535 }]);
  });

  test('from anyone has no peer', () => {
    const anyone: FlowEnd = { kind: 'nets', name: 'anyone', nets: [] };
    const { ingress } = spec('eks', { direction: 'ingress', peer: anyone, ports: [tcp(80)] });
    expect(ingress).toEqual([{ ports: [{ protocol: 'TCP', port: 80 }] }]);
  });

  test('loses the metadata service out of a network that holds it, without except', () => {
    expect(cidrsTo('eks', net('169.254.169.252/30'), tcp(80))).toEqual(['169.254.169.252/31', '169.254.169.255/32']);
  });

  test('keeps a network that does not hold the metadata service', () => {
    expect(cidrsTo('eks', net('10.0.0.0/8'), tcp(80))).toEqual(['10.0.0.0/8']);
  });

  test('loses the wire server of AKS only where its closed ports are asked for', () => {
    expect(cidrsTo('aks', net('168.63.129.16/31'), tcp(443))).toEqual(['168.63.129.16/31']);
    expect(cidrsTo('aks', net('168.63.129.16/31'), tcp(80))).toEqual(['168.63.129.17/32']);
    expect(cidrsTo('eks', net('168.63.129.16/31'), tcp(80))).toEqual(['168.63.129.16/31']);
  });

  test('never becomes a permission for everybody because nothing is left', () => {
    const { egress, policyTypes } = spec('eks', {
      direction: 'egress',
      peer: net('169.254.169.254/32'),
      ports: [tcp(80)],
    });
    expect(egress).toBeUndefined();
    expect(policyTypes).toEqual([]);
  });

  test('from networks is not cut: clients may have any address', () => {
    const { ingress } = spec('eks', { direction: 'ingress', peer: net('0.0.0.0/0'), ports: [tcp(80)] });
    expect(ingress?.[0].from).toEqual([{ ipBlock: { cidr: '0.0.0.0/0' } }]);
  });

  test('to a set of addresses writes them out', () => {
    const set: FlowEnd = {
      kind: 'network-set',
      name: 'controllers',
      nets: [parseCidr('10.9.0.4') as Cidr],
      labels: requireLabels({ role: 'dc' }),
      provide: () => {
        throw new Error('no set is needed');
      },
    };
    expect(cidrsTo('eks', set, tcp(88))).toEqual(['10.9.0.4/32']);
  });
});
