import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JudgedCluster } from './judged-cluster';
import { KUBERNETES_MINORS } from './kubernetes-versions';
import { apps, constructSnapshots } from './manifest-sets';

const SETS = { 'of the apps': apps(), 'of the constructs': constructSnapshots() };

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  beforeAll(() => {
    cluster = JudgedCluster.of(minor);
  });
  afterAll(() => cluster.close());

  describe.each(Object.entries(SETS))('accepts every manifest %s', (_, sets) => {
    test.each(sets)('$title', async ({ manifests }) => {
      await cluster.provideFor(manifests);
      const verdicts = (await Promise.all(manifests.map((manifest) => cluster.judge(manifest)))).flat();
      expect(verdicts.filter(({ accepted }) => !accepted)).toEqual([]);
    });
  });
});
