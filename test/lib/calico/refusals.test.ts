import { describe, expect, test } from 'vitest';
import { calicoRefusals, refusedByCalico } from '../../../lib/calico/refusals';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { calico, egress, MISTAKES, named, policy, to } from './mistakes';

const said = (object: KubernetesObject) => calicoRefusals(object).map(({ about, path }) => `${about} ${path}`);

describe('Calico refuses', () => {
  test.each(MISTAKES)('%s', (_what, wrong, refused, right) => {
    expect(said(wrong)).toEqual([refused]);
    expect(said(right)).toEqual([]);
  });

  test('nothing about objects with nothing in them', () => {
    const empty = { action: 'Allow', source: {}, destination: { nets: [], ports: [] }, icmp: undefined };
    expect(said(policy({}))).toEqual([]);
    expect(said({ apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy' })).toEqual([]);
    expect(said(policy({ ingress: [], egress: [empty], types: [], selector: '' }))).toEqual([]);
    expect(said(calico('StagedKubernetesNetworkPolicy', {}))).toEqual([]);
    expect(said(calico('NetworkSet', {}, {}))).toEqual([]);
  });

  test('nothing about kinds of others', () => {
    expect(said({ ...policy({ selector: '(' }), apiVersion: 'networking.k8s.io/v1' })).toEqual([]);
    expect(said(calico('BGPPeer', { nodeSelector: '(' }))).toEqual([]);
  });

  test('the same about what it stores as about what is given to it', () => {
    expect(said({ ...policy({ selector: '(' }), apiVersion: 'crd.projectcalico.org/v1' })).toEqual([
      'selector spec.selector',
    ]);
  });
});

describe('a refusal', () => {
  const found = (about: Parameters<typeof refusedByCalico>[0], object: KubernetesObject) =>
    refusedByCalico(about)(object)[0];

  test.each([
    ['a range with a dash', 'port', to({ ports: ['80-90'] }, { protocol: 'TCP' }), '80:90'],
    ['a bare address', 'network', to({ nets: ['fd00::1'] }), 'fd00::1/128'],
    ['small letters', 'value', egress({ protocol: 'icmpv6' }), 'ICMPv6'],
  ] as const)('knows how to mend %s', (_what, about, object, set) => {
    expect(found(about, object).mend).toEqual({ set });
  });

  test('does not guess: host bits can mean the network or the address', () => {
    const { mend, allowed } = found('network', to({ nets: ['10.1.2.3/8'] }));
    expect(mend).toBeUndefined();
    expect(allowed).toBe('10.0.0.0/8 for the whole network, 10.1.2.3/32 for the one address');
  });

  test('of what Calico 3.32 takes is a warning', () => {
    expect(found('name', named('other.web'))).toMatchObject({
      severity: 'warning',
      problem: expect.stringMatching(/up to Calico 3.31/),
    });
    expect(found('port', to({ ports: ['http'] }))).toMatchObject({ severity: 'warning' });
    expect(found('port', to({ ports: ['http', 80] }))).toMatchObject({ severity: 'error' });
  });

  test('of a selector quotes the place', () => {
    const { problem } = found('selector', policy({ selector: 'app == "web" and has(b)' }));
    expect(problem).toBe('at character 14, "and has(b)": the selector should end or go on with && or || here');
    expect(found('selector', policy({ selector: 'app ==' })).problem).toBe(
      'at the end: a value in quotes belongs here',
    );
  });
});
