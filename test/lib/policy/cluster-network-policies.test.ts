import { describe, expect, test } from 'vitest';
import { answersOf, flowOf, reachOf, said } from './answers';
import { calico, kubernetes, pod } from './objects';

const WEB = pod('shop/web', {
  labels: { app: 'web' },
  ip: '10.0.0.1',
  spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 8080 }] }] },
});
const CLIENT = pod('office/client', { ip: '10.0.0.2' });

const policy = (name: string, tier: string, priority: number, spec: object) =>
  kubernetes('policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', name, {
    spec: { tier, priority, subject: { pods: { podSelector: { matchLabels: { app: 'web' } } } }, ...spec },
  });
const from = (action: string, more: object = {}) => ({ ingress: [{ action, from: [{ namespaces: {} }], ...more }] });
const closed = calico('NetworkPolicy', 'shop/closed', { types: ['Ingress'] });

function heard(objects: object[], flow = 'office/client -> shop/web TCP 80'): string {
  const [{ linux, windows }] = answersOf(reachOf([WEB, CLIENT, ...objects]), [flowOf(flow)]);
  expect([linux.ingress?.startsWith('allow')]).toEqual([windows.ingress?.startsWith('allow')]);
  return said({ ingress: linux.ingress });
}

describe('a ClusterNetworkPolicy', () => {
  test('of the tier Admin comes before all other policies', () => {
    expect(heard([policy('a', 'Admin', 1, from('Accept')), closed])).toBe(
      'in: allow, ClusterNetworkPolicy a converted rule 0',
    );
  });

  test('of the tier Baseline comes after them', () => {
    const open = calico('NetworkPolicy', 'shop/open', { types: ['Ingress'], ingress: [{ action: 'Allow' }] });
    expect(heard([policy('a', 'Baseline', 1, from('Deny')), open])).toBe('in: allow, NetworkPolicy shop/open rule 0');
    expect(heard([policy('a', 'Baseline', 1, from('Deny'))])).toBe('in: deny, ClusterNetworkPolicy a converted rule 0');
  });

  test('of a lower priority comes before one of a higher, in either tier', () => {
    for (const tier of ['Admin', 'Baseline']) {
      const both = [policy('a', tier, 20, from('Accept')), policy('b', tier, 10, from('Deny'))];
      expect(heard(both)).toBe('in: deny, ClusterNetworkPolicy b converted rule 0');
    }
  });

  test('hands over by Pass to what comes behind its tier', () => {
    const both = [policy('a', 'Admin', 1, from('Pass')), policy('b', 'Admin', 2, from('Accept')), closed];
    expect(heard(both)).toBe('in: deny, end of tier default');
  });

  test('opens ports of a protocol, by number, by range, or all of them', () => {
    const open = (protocols: object[]) => [policy('a', 'Admin', 1, from('Accept', { protocols })), closed];
    const verdicts = (protocols: object[], ...flows: string[]) =>
      flows.map((flow) => heard(open(protocols), `office/client -> shop/web ${flow}`).split(',')[0].slice(4));
    expect(verdicts([{ tcp: { destinationPort: { number: 80 } } }], 'TCP 80', 'TCP 81', 'UDP 80')).toEqual([
      'allow',
      'deny',
      'deny',
    ]);
    expect(
      verdicts([{ udp: { destinationPort: { range: { start: 50, end: 60 } } } }], 'UDP 50', 'UDP 60', 'UDP 61'),
    ).toEqual(['allow', 'allow', 'deny']);
    expect(verdicts([{ sctp: {} }], 'SCTP 7', 'TCP 7')).toEqual(['allow', 'deny']);
  });

  test('opens a port by its name, which needs no protocol and which Windows does not know', () => {
    const named = [policy('a', 'Admin', 1, from('Accept', { protocols: [{ destinationNamedPort: 'http' }] })), closed];
    const [{ linux, windows }] = answersOf(reachOf([WEB, CLIENT, ...named]), [
      flowOf('office/client -> shop/web TCP 8080'),
    ]);
    expect([linux.ingress, windows.ingress]).toEqual(['allow, ClusterNetworkPolicy a converted rule 0', 'deny']);
    const udp = answersOf(reachOf([WEB, CLIENT, ...named]), [flowOf('office/client -> shop/web UDP 8080')]);
    expect(udp[0].linux.ingress).toBe('deny, end of tier default');
  });
});
