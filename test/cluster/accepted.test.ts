import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isJudged } from './custom-kinds';
import { JudgedCluster } from './judged-cluster';
import { KUBERNETES_MINORS } from './kubernetes-versions';
import { apps, constructSnapshots } from './manifest-sets';
import { record } from './report';

const SETS = { 'of the apps': apps(), 'of the constructs': constructSnapshots() };

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  beforeAll(() => {
    cluster = JudgedCluster.of(minor);
  });
  const seen = { manifests: 0, pods: 0, unjudged: 0 };
  const counts: Record<string, number> = {};
  afterAll(() => {
    record('accepted', minor, counts);
    cluster.close();
  });

  describe.each(Object.entries(SETS))('accepts every manifest %s', (origin, sets) => {
    beforeAll(() => {
      Object.assign(seen, { manifests: 0, pods: 0, unjudged: 0 });
    });
    afterAll(() => {
      counts[`manifests ${origin}`] = seen.manifests;
      counts[`objects of cert-manager ${origin}, whose kinds it does not know`] = seen.unjudged;
      counts[`pods that controllers would make of those ${origin}`] = seen.pods;
    });

    test.each(sets)('$title', async ({ manifests }) => {
      await cluster.provideFor(manifests);
      const verdicts = (await Promise.all(manifests.map((manifest) => cluster.judge(manifest)))).flat();
      expect(verdicts.filter(({ accepted }) => !accepted)).toEqual([]);
      seen.manifests += manifests.filter(isJudged).length;
      seen.unjudged += manifests.filter((manifest) => !isJudged(manifest)).length;
      seen.pods += verdicts.length - manifests.length;
    });
  });
});
