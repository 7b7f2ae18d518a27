import { describe, expect, test } from 'vitest';
import { networkPolicyErrors } from '../../../lib/api-server/network-policy-validation';
import { foundIn, said } from '../rules/found-in';

function policy(spec: object) {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web' }, spec };
}

const port = (value: object) => policy({ ingress: [{ ports: [value] }] });
const peer = (value: object) => policy({ egress: [{ to: [value] }] });
const block = (cidr: string, ...except: string[]) => peer({ ipBlock: { cidr, except } });
const select = (podSelector: object) => policy({ podSelector });

const errors = (object: object, kubernetes = 36) =>
  networkPolicyErrors(object as ReturnType<typeof policy>, kubernetes).map(({ about, path }) => `${about} ${path}`);

const PORT = 'spec.ingress[0].ports[0]';
const PEER = 'spec.egress[0].to[0]';

describe('the API server refuses', () => {
  test.each([
    ['port 0', port({ port: 0 }), `port ${PORT}.port`],
    ['a number in quotes', port({ port: '80' }), `port ${PORT}.port`],
    ['a name in capitals', port({ port: 'Http' }), `port ${PORT}.port`],
    ['a protocol in small letters', port({ protocol: 'tcp' }), `port ${PORT}.protocol`],
    ['ICMP', port({ protocol: 'ICMP' }), `port ${PORT}.protocol`],
    ['an end without a beginning', port({ endPort: 80 }), `port ${PORT}.endPort`],
    ['a range from a name', port({ port: 'http', endPort: 80 }), `port ${PORT}.endPort`],
    ['a range that runs backwards', port({ port: 90, endPort: 80 }), `port ${PORT}.endPort`],
    ['a range that ends at 65536', port({ port: 90, endPort: 65536 }), `port ${PORT}.endPort`],
    ['nobody', peer({}), `peer ${PEER}`],
    ['addresses and pods in one', peer({ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }), `peer ${PEER}`],
    ['a block without a network', peer({ ipBlock: {} }), `network ${PEER}.ipBlock.cidr`],
    ['a bare address', block('10.0.0.1'), `network ${PEER}.ipBlock.cidr`],
    ['an exception elsewhere', block('10.0.0.0/8', '11.0.0.0/16'), `network ${PEER}.ipBlock.except[0]`],
    [
      'an exception of everything',
      block('10.0.0.0/8', '10.1.0.0/16', '10.0.0.0/8'),
      `network ${PEER}.ipBlock.except[1]`,
    ],
    ['an exception of the other family', block('::/0', '10.0.0.0/8'), `network ${PEER}.ipBlock.except[0]`],
    ['an exception that is none', block('10.0.0.0/8', 'corp'), `network ${PEER}.ipBlock.except[0]`],
    ['a direction in small letters', policy({ policyTypes: ['ingress'] }), 'type spec.policyTypes[0]'],
    ['three directions', policy({ policyTypes: ['Ingress', 'Egress', 'Ingress'] }), 'type spec.policyTypes'],
    [
      'an operator',
      select({ matchExpressions: [{ key: 'a', operator: 'Is' }] }),
      'selector spec.podSelector.matchExpressions[0].operator',
    ],
    [
      'In without values',
      select({ matchExpressions: [{ key: 'a', operator: 'In' }] }),
      'selector spec.podSelector.matchExpressions[0].values',
    ],
    [
      'Exists with values',
      select({ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }),
      'selector spec.podSelector.matchExpressions[0].values',
    ],
    [
      'a key',
      peer({ namespaceSelector: { matchLabels: { 'a b': '' } } }),
      `selector ${PEER}.namespaceSelector.matchLabels`,
    ],
    ['a value', peer({ podSelector: { matchLabels: { a: 'b c' } } }), `selector ${PEER}.podSelector.matchLabels`],
  ])('%s', (_what, object, error) => {
    expect(errors(object)).toEqual([error]);
    expect(errors(object, 30)).toEqual([error]);
  });

  test.each([
    ['host bits', '10.1.2.3/8'],
    ['leading zeros', '010.0.0.0/8'],
    ['leading zeros in the prefix', '10.0.0.0/08'],
    ['IPv4 in IPv6 form', '::ffff:10.0.0.0/104'],
  ])('%s from 1.36 on', (_what, cidr) => {
    expect(errors(block(cidr), 35)).toEqual([]);
    expect(errors(block(cidr), 36)).toEqual([`network ${PEER}.ipBlock.cidr`]);
    expect(said('network-policy-cidr', [block(cidr)])).toEqual([`warning ${PEER}.ipBlock.cidr`]);
    expect(said('network-policy-cidr', [block(cidr)], { kubernetes: 36 })).toEqual([`error ${PEER}.ipBlock.cidr`]);
    expect(said('network-policy-cidr', [block(cidr)], { kubernetes: 35 })).toEqual([]);
  });

  test.each([
    ['an empty policy', policy({})],
    ['both directions twice', policy({ policyTypes: ['Egress', 'Egress'] })],
    ['a port without a number', port({ protocol: 'SCTP' })],
    ['a range of one', port({ port: 80, endPort: 80 })],
    ['everybody', policy({ ingress: [{}], egress: [{ to: [], ports: [] }] })],
    ['pods and namespaces in one', peer({ podSelector: {}, namespaceSelector: {} })],
    ['an exception of a part', block('10.0.0.0/8', '10.1.0.0/16')],
    ['an exception with host bits before 1.36', block('fd00::/8', 'fd00:1::/32')],
    ['no spec at all', { ...policy({}), spec: undefined }],
  ])('not %s', (_what, object) => {
    expect(errors(object)).toEqual([]);
  });
});

describe('what was surely meant', () => {
  test('is known of a number in quotes and of small letters', () => {
    expect(foundIn('network-policy-port', [port({ port: '80' })])[0].mend).toEqual({ set: 80 });
    for (const other of [{ port: '80-90' }, { port: '65536' }, { port: '' }, { port: 80, protocol: '6' }]) {
      expect(foundIn('network-policy-port', [port(other)])[0].mend).toBeUndefined();
    }
    expect(foundIn('network-policy-type', [policy({ policyTypes: ['egress'] })])[0].mend).toEqual({ set: 'Egress' });
    expect(foundIn('network-policy-type', [policy({ policyTypes: ['Both'] })])[0].mend).toBeUndefined();
  });
});
