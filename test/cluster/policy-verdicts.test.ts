import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calicoRefusals } from '../../lib/calico/refusals';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import type { Reach } from '../../lib/policy/reach';
import { answersOf, reachOf } from '../lib/policy/answers';
import { verdictsOfCalico } from '../lib/policy/verdicts-of-calico';
import { type PolicyCase, policyCases } from '../policy-clusters/cases';
import { FEATURES, featuresOf } from '../policy-clusters/features';
import { answersIn, FlowJudge, type RefusedObject } from './flow-judge';
import { record } from './report/section';

/** Others every time; fast-check tells the seed of a run that fails, which `POLICY_VERDICTS_SEED` repeats. */
const { POLICY_VERDICTS_SEED } = process.env;
const SEED = POLICY_VERDICTS_SEED === undefined ? {} : { seed: Number(POLICY_VERDICTS_SEED) };

const FLOWS = 24;
// fast-check never ends after a number of runs that is not whole
const CLUSTERS = Math.ceil(Number(process.env.POLICY_VERDICTS ?? 144_000) / FLOWS);
/** In fewer not every feature is there. */
const ENOUGH = 2000;
const OLDER_CLUSTERS = Math.ceil(CLUSTERS / 5);

const BUILD_MS = 20 * 60_000;
const JUDGE_MS = 30 * 60_000;

const counts = { linux: 0, windows: 0, older: 0 };
let judge: FlowJudge;
let older: FlowJudge;
beforeAll(async () => {
  judge = await FlowJudge.of();
  older = await FlowJudge.of('3.28');
}, BUILD_MS);
afterAll(async () => {
  await judge.close();
  await older.close();
});

record('policies', 'Calico', () => ({
  title: 'Who can talk to whom in random clusters',
  explanation: `Random clusters with everything that makes policies hard, other ones in every run: policies of Calico,
Kubernetes and administrators, staged ones, tiers, network sets, host endpoints, Services, names of ports, IPv6, and what
Calico refuses. Of each connection the engine says at both ends what Calico's own code says; on Linux also by which tier,
policy and rule. Of Windows before Calico 3.29, which knows no tiers, it says what Calico 3.28 does.`,
  counts: {
    'connections, on Linux': { seen: counts.linux, of: CLUSTERS * FLOWS },
    'connections, on Windows': { seen: counts.windows, of: CLUSTERS * FLOWS },
    'connections, on Windows before Calico 3.29': { seen: counts.older, of: OLDER_CLUSTERS * FLOWS },
  },
}));

/** What is refused: by Calico's validator, by its conversion of policies of administrators, or by Felix. */
function refusedBy(faults: readonly RefusedObject[]): string[] {
  return distinct(faults.map(({ kind, namespace, name }) => [kind, namespace ?? '', name].join(' ')));
}

function refusedByUs(cluster: readonly KubernetesObject[], { network }: Reach): string[] {
  const policies = network.order.ignored.filter(({ because }) => because === 'refused').map(({ object }) => object);
  const others = cluster.filter((object) => calicoRefusals(object).length > 0);
  return distinct(
    [...policies, ...others].map(({ kind, metadata }) => [kind, metadata?.namespace ?? '', metadata?.name].join(' ')),
  );
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)].sort();
}

test('of random clusters the engine says what Calico says', { timeout: JUDGE_MS }, async () => {
  const seen = new Map(FEATURES.map((feature) => [feature, 0]));
  await fc.assert(
    fc.asyncProperty(policyCases(FLOWS), async (given: PolicyCase) => {
      const { cluster, flows } = given;
      const { faults, flows: verdicts } = await judge.judge(cluster, flows);
      const reach = reachOf(cluster);
      expect(refusedByUs(cluster, reach)).toEqual(refusedBy(faults));
      const ours = answersOf(reach, flows).map((answers, index) => ({ flow: flows[index], ...answers }));
      expect(ours).toEqual(verdicts.map((verdict, index) => ({ flow: flows[index], ...answersIn(verdict) })));
      for (const feature of featuresOf(given)) seen.set(feature, (seen.get(feature) ?? 0) + 1);
      counts.linux += flows.length;
      counts.windows += flows.length;
    }),
    { ...SEED, numRuns: CLUSTERS },
  );
  if (CLUSTERS < ENOUGH) return;
  expect([...seen].filter(([, clusters]) => clusters < 10)).toEqual([]);
});

/** What Calico 3.28 has never heard of. */
const NEWER = /^(Tier|Staged\w+|\w*AdminNetworkPolicy)$/;

test('of Windows without tiers it says what Calico 3.28 says', { timeout: JUDGE_MS }, async () => {
  await fc.assert(
    fc.asyncProperty(policyCases(FLOWS), async ({ cluster: whole, flows }: PolicyCase) => {
      const cluster = whole.filter(
        ({ kind, spec }) => !NEWER.test(kind) && (spec as { readonly tier?: string } | undefined)?.tier === undefined,
      );
      const { flows: verdicts } = await older.judge(cluster, flows);
      const ours = answersOf(reachOf(cluster, { windows: 'first' }), flows);
      expect(ours.map(({ windows }) => windows)).toEqual(verdicts.map((verdict) => answersIn(verdict).windows));
      counts.older += flows.length;
    }),
    { ...SEED, numRuns: OLDER_CLUSTERS },
  );
});

test('what is kept of its verdicts is what it says', { timeout: JUDGE_MS }, async () => {
  for (const { cluster, flows, answers } of verdictsOfCalico().cases) {
    const { flows: verdicts } = await judge.judge(cluster, flows);
    expect(verdicts.map(answersIn)).toEqual(answers);
  }
});
