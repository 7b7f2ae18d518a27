import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../synth';
import { CalicoJudge } from './calico-judge';
import { MISTAKES } from './calico-mistakes';
import { appFiles, constructManifests } from './manifests/manifest-sets';
import { record } from './report/section';

let judge: CalicoJudge;
const counts = { taken: 0, refused: 0 };
beforeAll(async () => {
  judge = await CalicoJudge.start();
});
afterAll(() => judge.close());
record('calico', 'Calico', () => ({
  title: 'Calico',
  explanation: `Calico's own validator and selector parser, without a cluster, read every Calico object and every
NetworkPolicy among the manifests of the apps and of the constructs, and objects with one mistake each, which show that
they tell right from wrong.`,
  counts: {
    'policies, network sets and settings, taken': { seen: counts.taken, of: ALL.length },
    'objects with a mistake, refused': { seen: counts.refused, of: MISTAKES.length },
  },
}));

/** What the articles wrote is among it: their policies isolate less than they say, but every one is well formed. */
const SETS = [...appFiles(), ...constructManifests()]
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
      counts.taken++;
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
    counts.refused++;
  });

  test.each([null, 1, [], {}, { kind: 'NetworkPolicy' }])('%j, which is no object, and goes on', async (nothing) => {
    expect(await judge.faults(nothing as unknown as Manifest)).toHaveLength(1);
    expect(await judge.matches('all()', {})).toEqual([true]);
  });
});
