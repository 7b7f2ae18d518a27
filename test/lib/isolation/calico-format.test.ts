import { describe, expect, test } from 'vitest';
import {
  calicoDenials,
  calicoPermissions,
  namespacesExcept,
  namespacesNamed,
} from '../../../lib/isolation/calico-format';
import { CLOUD_METADATA } from '../../../lib/isolation/cloud-metadata';
import type { FlowEnd, Permission } from '../../../lib/isolation/flow';
import type { Port } from '../../../lib/isolation/port';
import { requireLabels } from '../../../lib/isolation/selector';

const tcp = (from: number, to = from): Port => ({ protocol: 'TCP', from, to });
const udp = (from: number): Port => ({ protocol: 'UDP', from, to: from });
const subject = { selector: 'app == "web"' };
const database: FlowEnd = { kind: 'pods', name: 'db', namespaces: ['db'], labels: requireLabels({ app: 'database' }) };
const nets = (count: number): FlowEnd => ({
  kind: 'nets',
  name: 'many',
  nets: Array.from({ length: count }, (_, index) => ({ address: 0x0a000000 + index, prefix: 32 })),
});

const spec = (...permissions: Permission[]) => calicoPermissions(subject, 500, permissions);

describe('a permission in Calico’s format', () => {
  test('to pods names the peer as destination, and the subject in the selector of the policy only', () => {
    expect(spec({ direction: 'egress', peer: database, ports: [tcp(1433)] })).toEqual({
      selector: 'app == "web"',
      order: 500,
      types: ['Egress'],
      egress: [
        {
          action: 'Allow',
          protocol: 'TCP',
          destination: {
            selector: 'app == "database"',
            namespaceSelector: 'projectcalico.org/name == "db"',
            ports: [1433],
          },
        },
      ],
    });
  });

  test('from pods names the peer as source and the ports as destination', () => {
    const { types, ingress, egress } = spec({ direction: 'ingress', peer: database, ports: [tcp(80)] });
    expect(types).toEqual(['Ingress']);
    expect(egress).toBeUndefined();
    expect(ingress).toEqual([
      {
        action: 'Allow',
        protocol: 'TCP',
        source: { selector: 'app == "database"', namespaceSelector: 'projectcalico.org/name == "db"' },
        destination: { ports: [80] },
      },
    ]);
  });

  test('has a rule for each protocol, since ports belong to one, and ranges with a colon', () => {
    const { egress } = spec({
      direction: 'egress',
      peer: database,
      ports: [tcp(53), udp(53), tcp(49152, 65535), udp(53)],
    });
    expect(egress?.map(({ protocol, destination }) => [protocol, destination?.ports])).toEqual([
      ['TCP', [53, '49152:65535']],
      ['UDP', [53]],
    ]);
  });

  test('to the API server has the Service and nothing else in the rule', () => {
    const { egress } = spec({ direction: 'egress', peer: { kind: 'api-server', name: 'api' }, ports: [] });
    expect(egress).toEqual([
      { action: 'Allow', destination: { services: { name: 'kubernetes', namespace: 'default' } } },
    ]);
  });

  test('from anyone has no source', () => {
    const anyone: FlowEnd = { kind: 'nets', name: 'anyone', nets: [] };
    const { ingress } = spec({ direction: 'ingress', peer: anyone, ports: [tcp(80)] });
    expect(ingress).toEqual([{ action: 'Allow', protocol: 'TCP', destination: { ports: [80] } }]);
  });

  test('to all pods of a namespace has no selector of pods', () => {
    const all: FlowEnd = { kind: 'pods', name: 'all', namespaces: ['b', 'a'], labels: [] };
    const { egress } = spec({ direction: 'egress', peer: all, ports: [tcp(80)] });
    expect(egress?.[0].destination).toEqual({ namespaceSelector: 'projectcalico.org/name in {"a", "b"}', ports: [80] });
  });

  test('asked for twice is written once', () => {
    const permission: Permission = { direction: 'egress', peer: database, ports: [tcp(1433)] };
    expect(spec(permission, { ...permission }).egress).toHaveLength(1);
  });

  test('with more networks or ports than a rule may have becomes several rules, none lost', () => {
    const ports = Array.from({ length: 60 }, (_, index) => tcp(1000 + index));
    const egress = spec({ direction: 'egress', peer: nets(300), ports }).egress ?? [];
    expect(egress.map(({ destination }) => [destination?.nets?.length, destination?.ports?.length])).toEqual([
      [256, 50],
      [256, 10],
      [44, 50],
      [44, 10],
    ]);
    expect(new Set(egress.flatMap(({ destination }) => destination?.nets ?? [])).size).toBe(300);
  });
});

describe('the denial of cloud metadata', () => {
  test('closes 169.254.169.254 for every protocol', () => {
    expect(calicoDenials(subject, CLOUD_METADATA.eks)).toEqual({
      selector: 'app == "web"',
      order: 10,
      types: ['Egress'],
      egress: [{ action: 'Deny', destination: { nets: ['169.254.169.254/32'] } }],
    });
  });

  test('closes on AKS two ports of the wire server, and not its DNS', () => {
    expect(calicoDenials(subject, CLOUD_METADATA.aks).egress?.[1]).toEqual({
      action: 'Deny',
      protocol: 'TCP',
      destination: { nets: ['168.63.129.16/32'], ports: [80, 32526] },
    });
  });
});

describe('namespaces', () => {
  test('are selected by the label that Calico gives', () => {
    expect(namespacesNamed(['shop'])).toBe('projectcalico.org/name == "shop"');
  });

  test('that are left out need a guard, since host endpoints have no namespace', () => {
    expect(namespacesExcept(['kube-system', 'calico-system'])).toBe(
      'has(projectcalico.org/name) && projectcalico.org/name not in {"calico-system", "kube-system"}',
    );
  });
});
