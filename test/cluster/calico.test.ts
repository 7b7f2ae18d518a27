import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../synth';
import { CalicoJudge } from './calico-judge';
import { MISTAKES } from './calico-mistakes';
import { KUBERNETES_MINORS } from './kubernetes-versions';
import { appFiles, constructSnapshots } from './manifest-sets';
import { record } from './report';

const BUILD_MS = 20 * 60_000;

let judge: CalicoJudge;
beforeAll(async () => {
  judge = await CalicoJudge.start();
}, BUILD_MS);
afterAll(() => {
  for (const minor of KUBERNETES_MINORS) {
    record('calico', minor, {
      'policies, network sets and settings of apps and constructs': ALL.length,
      'wrong ones, each refused': MISTAKES.length,
    });
  }
  judge.close();
});

/** What the articles wrote is among it: their policies isolate less than they say, but every one is well formed. */
const SETS = [...appFiles(), ...constructSnapshots()]
  .map(({ title, manifests }) => ({ title, manifests: manifests.filter(isJudged) }))
  .filter(({ manifests }) => manifests.length > 0);
const ALL = SETS.flatMap(({ manifests }) => manifests);

function isJudged({ apiVersion, kind }: Manifest): boolean {
  return apiVersion === 'projectcalico.org/v3' || (apiVersion === 'networking.k8s.io/v1' && kind === 'NetworkPolicy');
}

describe('Calico takes every policy, network set and setting', () => {
  test.each(SETS)('of $title', async ({ manifests }) => {
    for (const manifest of manifests) {
      expect({ manifest, faults: await judge.faults(manifest) }).toEqual({ manifest, faults: [] });
    }
  });

  test('and these are of every kind that we write, and the articles’ own', () => {
    expect([...new Set(ALL.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))].sort()).toEqual([
      'networking.k8s.io/v1 NetworkPolicy',
      'projectcalico.org/v3 GlobalNetworkPolicy',
      'projectcalico.org/v3 GlobalNetworkSet',
      'projectcalico.org/v3 IPAMConfiguration',
      'projectcalico.org/v3 NetworkPolicy',
    ]);
    expect(SETS.filter(({ title }) => title.includes('/article-')).map(({ title }) => title)).toEqual([
      'win-web-demo/article-policies.k8s.yaml',
      'yaobank/article-default-deny.k8s.yaml',
      'yaobank/article-policies.k8s.yaml',
    ]);
  });

  test('with selectors that all parse, wherever they stand', async () => {
    const selectors = (await Promise.all(ALL.map((manifest) => judge.selectors(manifest)))).flatMap(Object.entries);
    const fields = new Set(selectors.map(([path]) => path.replace(/\[\d+\]/g, '')));
    expect([...fields].sort()).toEqual([
      'spec.egress.destination.namespaceSelector',
      'spec.egress.destination.selector',
      'spec.ingress.destination.selector',
      'spec.ingress.source.namespaceSelector',
      'spec.ingress.source.selector',
      'spec.namespaceSelector',
      'spec.selector',
    ]);
    for (const [, selector] of selectors)
      expect([selector, await judge.matches(selector, {})]).toEqual([selector, [expect.any(Boolean)]]);
  });
});

describe('Calico refuses', () => {
  test.each(MISTAKES)('%s, and takes the object without the mistake', async (_, wrong, said, right) => {
    const faults = (await judge.faults(wrong)).map(({ field, reason }) => (field ? `${field} ${reason}` : reason));
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(said)]));
    expect(await judge.faults(right)).toEqual([]);
  });

  test.each([null, 1, [], {}, { kind: 'NetworkPolicy' }])('%j, which is no object, and goes on', async (nothing) => {
    expect(await judge.faults(nothing as unknown as Manifest)).toHaveLength(1);
    expect(await judge.matches('all()', {})).toEqual([true]);
  });
});
