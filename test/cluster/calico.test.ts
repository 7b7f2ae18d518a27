import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CALICO_FORMS } from '../misuse/raw/calico';
import type { Manifest } from '../synth';
import { CalicoJudge } from './calico-judge';
import { MISTAKES } from './calico-mistakes';
import { appFiles, constructManifests } from './manifests/manifest-sets';
import { record } from './report/section';

const BUILD_MS = 20 * 60_000;

const counts = { taken: 0, refused: 0, harmless: 0, mistakes: 0 };
let judge: CalicoJudge;
beforeAll(async () => {
  judge = await CalicoJudge.start();
}, BUILD_MS);
afterAll(async () => {
  await judge.close();
});

record('calico', 'Calico', () => ({
  title: 'Calico',
  explanation: `Calico's own validator and selector parser, without a cluster, read every Calico object and every
NetworkPolicy among the manifests of the apps and of the constructs; the wrong programs about networks, ports, selectors and
names, as manifests; and objects with one mistake each, of whatever kind, which show that it tells right from wrong.`,
  counts: {
    'policies, network sets and settings, taken': { seen: counts.taken, of: ALL.length },
    'wrong programs that it refuses as our messages say': {
      seen: counts.refused,
      of: counts.refused + counts.harmless,
    },
    'wrong programs of which it takes what we say has no effect, or shows on the node': {
      seen: counts.harmless,
      of: counts.refused + counts.harmless,
    },
    'mistakes in any policy, pool or setting, found': { seen: counts.mistakes, of: MISTAKES.length },
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

/** What Calico says of an object, the field before the reason. */
async function said(object: Manifest): Promise<string[]> {
  return (await judge.faults(object)).map(({ field, reason }) => (field ? `${field} ${reason}` : reason));
}

// a loop, since test.each would cut the sentences short
describe('Calico sees as we do what an author writes who', () => {
  for (const [title, form] of Object.entries(CALICO_FORMS)) {
    test(title, async () => {
      expect(form.wrong).not.toEqual(form.sound);
      expect(await said(form.sound)).toEqual([]);
      const faults = await said(form.wrong);
      if (form.said === undefined) {
        expect(faults).toEqual([]);
        counts.harmless++;
      } else {
        expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(form.said)]));
        counts.refused++;
      }
    });
  }
});

describe('Calico refuses', () => {
  test.each(MISTAKES)('%s, and takes the object without the mistake', async (_, wrong, complaint, right) => {
    expect(await said(wrong)).toEqual(expect.arrayContaining([expect.stringMatching(complaint)]));
    expect(await said(right)).toEqual([]);
    counts.mistakes++;
  });

  test.each([null, 1, [], {}, { kind: 'NetworkPolicy' }])('%j, which is no object, and goes on', async (nothing) => {
    expect(await judge.faults(nothing as unknown as Manifest)).toHaveLength(1);
    expect(await judge.matches('all()', {})).toEqual([true]);
  });
});
