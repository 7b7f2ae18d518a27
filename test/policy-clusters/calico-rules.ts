import fc from 'fast-check';
import { anyOf, type Json, maybe, some, sparse } from './arbitraries';
import { excludedNets, namespaceSelectors, netLists, ports, selectors } from './values';

const protocols = anyOf<string | number>(
  'TCP',
  'TCP',
  'TCP',
  'TCP',
  'UDP',
  'UDP',
  'SCTP',
  'ICMP',
  'ICMP',
  'ICMPv6',
  6,
  17,
  47,
  'UDPLite',
);

const accounts = fc.oneof(
  fc.record({ names: anyOf(['web'], ['default'], ['web', 'db']) }),
  fc.record({ selector: anyOf('role == "reader"', 'has(role)', 'projectcalico.org/name == "web"') }),
  fc.record({ names: fc.constant(['web']), selector: fc.constant('role == "reader"') }),
  fc.constant({}),
);

const portList = some(
  fc.oneof({ weight: 4, arbitrary: ports }, { weight: 1, arbitrary: anyOf('80:443', '1:65535', '8080:8081') }),
);
const namedPorts = some(fc.oneof(anyOf('http', 'dns', 'odd', 'host'), ports), 2);

function entity(hasPorts: boolean, withServices: boolean): fc.Arbitrary<Json> {
  const list = (named: number) =>
    fc.oneof({ weight: 5, arbitrary: portList as fc.Arbitrary<unknown> }, { weight: named, arbitrary: namedPorts });
  const plain = fc
    .record({
      selector: maybe(selectors),
      notSelector: maybe(selectors, 8),
      namespaceSelector: maybe(namespaceSelectors, 3),
      serviceAccounts: maybe(accounts, 6),
      nets: maybe(netLists, 4),
      notNets: maybe(excludedNets, 10),
      ports: hasPorts ? maybe(list(2), 1) : fc.constant(undefined),
      notPorts: hasPorts ? maybe(list(5), 5) : fc.constant(undefined),
    })
    .map(sparse);
  if (!withServices) return plain;
  const services = anyOf('x', 'y', 'z', undefined).map((namespace) => ({
    services: sparse({ name: 'web', namespace }),
  }));
  return fc.oneof({ weight: 9, arbitrary: plain }, { weight: 1, arbitrary: services });
}

/** Rules of Calico; what it would refuse of them the judge leaves out, as we do. */
export function calicoRules(direction: 'ingress' | 'egress'): fc.Arbitrary<Json> {
  return fc
    .record({
      action: anyOf('Allow', 'Allow', 'Allow', 'Deny', 'Deny', 'Pass', 'Log'),
      protocol: maybe(protocols, 1),
      notProtocol: maybe(anyOf('UDP', 'TCP', 'ICMP'), 24),
      icmp: maybe(anyOf<Json>({ type: 8 }, { type: 8, code: 0 }, { type: 3, code: 1 }), 2),
      notICMP: maybe(anyOf<Json>({ type: 8 }, { type: 3, code: 1 }), 5),
      ipVersion: maybe(anyOf(4, 6), 12),
    })
    .chain(({ icmp, notICMP, ...base }) => {
      const { protocol } = base;
      const hasPorts = ['TCP', 'UDP', 'SCTP', 6, 17].includes(protocol ?? '');
      const isIcmp = protocol === 'ICMP' || protocol === 'ICMPv6';
      return fc
        .record({
          source: maybe(entity(hasPorts, direction === 'ingress'), 1),
          destination: maybe(entity(hasPorts, direction === 'egress'), 1),
        })
        .map((ends) => sparse({ ...base, ...(isIcmp ? { icmp, notICMP } : {}), ...ends }));
    });
}
