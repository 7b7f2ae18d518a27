import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { reachOf, verdictOf } from '../lib/policy/answers';
import { pod } from '../lib/policy/objects';
import { policyCases } from '../policy-clusters/cases';
import type { AskedFlow } from '../policy-clusters/flows';
import { kubernetesPolicies } from '../policy-clusters/kubernetes-policies';
import { CyclonusJudge, type EndsOpen } from './cyclonus-judge';
import { record } from './report/section';

/** Others every time; fast-check tells the seed of a run that fails, which `POLICY_VERDICTS_SEED` repeats. */
const { POLICY_VERDICTS_SEED } = process.env;
const SEED = POLICY_VERDICTS_SEED === undefined ? {} : { seed: Number(POLICY_VERDICTS_SEED) };

const CLUSTERS = 2000;
const FLOWS = 24;
const BUILD_MS = 20 * 60_000;
const JUDGE_MS = 10 * 60_000;

const CASES = 230;

const counts = { cases: 0, tried: 0, agreed: 0, random: 0 };
let judge: CyclonusJudge;
beforeAll(async () => {
  judge = await CyclonusJudge.start();
}, BUILD_MS);
afterAll(() => judge.close());

record('cyclonus', 'cyclonus', () => ({
  title: 'Policies of Kubernetes, judged a second time',
  explanation: `cyclonus knows policies of Kubernetes, and nothing of Calico. Its own cases were taken step by step, with
every connection that it tries, and random clusters with policies of Kubernetes alone. It says of both ends of each
connection what the engine says for Linux. Of one thing it is not asked: to Kubernetes and to Calico
\`NotIn\` picks who does not have the label at all, to cyclonus it does not.`,
  counts: {
    'cases of its own': { seen: counts.cases, of: CASES },
    'connections of these': { seen: counts.agreed, of: counts.tried },
    'connections in random clusters': { seen: counts.random, of: CLUSTERS * FLOWS },
  },
}));

function ours(cluster: readonly object[], flows: readonly AskedFlow[]): EndsOpen[] {
  const reach = reachOf(cluster);
  return flows.map((flow) => {
    const { egress, ingress } = verdictOf(reach, flow, 'linux');
    return { egress: egress.verdict === 'allow', ingress: ingress.verdict === 'allow' };
  });
}

const beside = (flows: readonly AskedFlow[], ends: readonly EndsOpen[]) =>
  flows.map((flow, index) => ({ ...flow, ...ends[index] }));

test('of its own cases cyclonus says what the engine says', { timeout: JUDGE_MS }, async () => {
  for await (const { title, steps } of judge.cases()) {
    for (const { cluster, flows, verdicts } of steps) {
      counts.tried += flows.length;
      expect({ title, ends: beside(flows, ours(cluster, flows)) }).toEqual({ title, ends: beside(flows, verdicts) });
      counts.agreed += flows.length;
    }
    counts.cases++;
  }
  expect(counts.cases).toBe(CASES);
});

/** Clusters with policies of Kubernetes only, and pods with one address each. */
const kubernetesCases = fc
  .record({
    given: policyCases(4 * FLOWS),
    policies: fc.array(kubernetesPolicies, { minLength: 1, maxLength: 5 }),
  })
  .map(({ given: { cluster, flows }, policies }) => ({
    cluster: [
      ...cluster
        .filter(({ kind }) => kind === 'Namespace' || kind === 'Pod')
        .map(labelled)
        .map(withOneAddress),
      ...policies.map((make, index) => make(index)).filter(({ kind }) => kind === 'NetworkPolicy'),
    ],
    flows: flows.filter(isOfBoth).slice(0, FLOWS),
  }))
  .filter(({ flows }) => flows.length === FLOWS);

/** With the labels that selectors ask for by NotIn. */
function labelled(object: KubernetesObject): KubernetesObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, labels: { app: 'none', env: 'none', ...metadata?.labels } } };
}

/** cyclonus knows no nodes: no pod is on one, or on its network. */
function withOneAddress(object: KubernetesObject, index: number): KubernetesObject {
  if (object.kind !== 'Pod') return object;
  const { nodeName: _, hostNetwork: __, ...spec } = object.spec as Record<string, unknown>;
  return { ...object, spec, status: { podIP: `10.0.${index % 2}.${index}` } };
}

/** What policies of Kubernetes have words for. */
function isOfBoth({ from, to, protocol }: AskedFlow): boolean {
  return !`${from}${to}`.includes(':') && ['TCP', 'UDP', 'SCTP'].includes(String(protocol));
}

test('of random clusters, too', { timeout: JUDGE_MS }, async () => {
  await fc.assert(
    fc.asyncProperty(kubernetesCases, async ({ cluster, flows }) => {
      const verdicts = await judge.judge(cluster, flows);
      expect(beside(flows, ours(cluster, flows))).toEqual(beside(flows, verdicts));
      counts.random += flows.length;
    }),
    { ...SEED, numRuns: CLUSTERS },
  );
});

test('who lacks a label is picked by NotIn, as in Kubernetes, and not as in cyclonus', async () => {
  const cluster = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    pod('shop/web', { ip: '10.0.0.1' }),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'closed', namespace: 'shop' },
      spec: {
        podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['open'] }] },
        policyTypes: ['Ingress'],
      },
    },
  ];
  const flows = [{ from: '8.8.8.8', to: 'shop/web', protocol: 'TCP', port: 80 }];
  expect(ours(cluster, flows)).toEqual([{ egress: true, ingress: false }]);
  expect(await judge.judge(cluster, flows)).toEqual([{ egress: true, ingress: true }]);
});
