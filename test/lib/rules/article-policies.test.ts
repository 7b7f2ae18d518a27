import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { lab } from '../policy/yaobank-flows';
import { foundIn, said, WINDOWS } from './found-in';
import { pod } from './policies';

/** The lab of yaobank, had its pods been for Windows. */
function onWindows(objects: readonly object[]): KubernetesObject[] {
  return (objects as readonly KubernetesObject[]).map((object) => {
    const { template } = (object.spec ?? {}) as { template?: { spec?: object } };
    if (template === undefined) return object;
    return {
      ...object,
      spec: { ...(object.spec as object), template: { ...template, spec: { ...template.spec, ...WINDOWS } } },
    };
  });
}

const ARTICLE = onWindows(lab('article'));
const MENDED = onWindows(lab('mended'));

describe('of the policies of the articles the rules say', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'that two items of from, and of to, are OR where AND was meant',
      'policy-peer-or',
      ['warning spec.ingress[0].from[1]', 'warning spec.egress[0].to[1]'],
    ],
    ['that DNS over TCP is closed', 'policy-dns-tcp', ['warning spec.egress[0].destination.ports[0]']],
    ['that a label alone is a way out past DNS', 'policy-dns-namespace', ['info spec.egress[0].destination.selector']],
    ['that a rule about both sides costs much on Windows nodes', 'policy-two-selectors', []],
    ['nothing of the guard, which is there', 'policy-namespace-guard', []],
  ])('%s', (_what, id, found) => {
    expect(said(id, ARTICLE)).toEqual(found);
  });

  test('that a policy without the guard selects the host endpoints as well', () => {
    const policy = ARTICLE.find(({ metadata }) => metadata?.name === 'default-app-policy') as KubernetesObject;
    const namespaceSelector = 'projectcalico.org/name not in {"kube-system"}';
    const unguarded = { ...policy, spec: { ...(policy.spec as object), namespaceSelector } };
    expect(said('policy-namespace-guard', [unguarded])).toEqual(['warning spec.namespaceSelector']);
    expect(said('policy-namespace-guard', [policy])).toEqual([]);
  });

  test('nothing any more once they are mended', () => {
    for (const id of ['policy-peer-or', 'policy-dns-tcp', 'policy-dns-namespace', 'policy-namespace-guard'])
      expect(said(id, MENDED)).toEqual([]);
  });

  test('that a block with exceptions is left out, with all that it allows', () => {
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'no-metadata', namespace: 'shop' },
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] }],
      },
    };
    expect(foundIn('policy-negation', [policy, pod()])).toMatchObject([
      { severity: 'warning', problem: 'Windows nodes skip the whole rule: what it allows stays closed' },
    ]);
  });
});
