import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CALICO_KINDS } from '../../lib/calico/refusals';
import { lint } from '../../lib/lint/lint';
import { PLATFORMS } from '../../lib/platforms/platforms';
import type { Rule } from '../../lib/rules/rule';
import { RULES } from '../../lib/rules/rules';
import { objectsOf } from '../objects-of';
import { placeOf } from '../server-paths';
import type { Manifest } from '../synth';
import { type Answer, DRY_RUN, isAccepted, type Status } from './api-client';
import { JudgedCluster, podOf, priorityClassesOf } from './judged-cluster';
import { KUBERNETES_MINORS, type KubernetesMinor } from './kubernetes-versions';
import { record } from './report';

const NAMESPACE = 'rule-examples';

/** What admission reads, and so has to be there before pods are judged. */
const READ_BY_ADMISSION = ['Namespace', 'RuntimeClass', 'ServiceAccount'];

const minorOf = (minor: KubernetesMinor) => Number(minor.slice(2));

/** What only Calico's own server refuses is shown to its code instead: `calico-lint.test.ts`. */
const isJudgedByCalico = ({ verdict, kinds }: Rule) =>
  verdict === 'api' && kinds !== undefined && kinds.every((kind) => CALICO_KINDS.includes(kind));

/** The rules that say something of that version and show it. */
function rulesOn(kubernetes: number): Rule[] {
  return RULES.filter((rule) => {
    const { bad, kubernetes: range = {}, example } = rule;
    const { since = 0, before = Number.POSITIVE_INFINITY } = range;
    const isMeant = example?.kubernetes === undefined || example.kubernetes === kubernetes;
    return bad !== undefined && since <= kubernetes && kubernetes < before && isMeant && !isJudgedByCalico(rule);
  });
}

/** An example as it is applied: what states no namespace goes into that of this test. */
function manifestsIn(example: string | undefined): Manifest[] {
  return (objectsOf(example ?? '') as unknown as Manifest[]).map((manifest) => ({
    ...manifest,
    metadata: { namespace: NAMESPACE, ...manifest.metadata },
  }));
}

/** Where the rule sees its mistake, and what it says of a pod that a controller makes. */
function pathIn({ bad, example = {} }: Rule, kubernetes: number): string {
  const platform = example.platform === undefined ? undefined : PLATFORMS[example.platform];
  return lint(objectsOf(bad ?? ''), { target: { platform, kubernetes } })[0].path;
}

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  const kubernetes = minorOf(minor);
  const counts = { refused: 0, taken: 0, good: 0 };
  let cluster: JudgedCluster;

  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    await cluster.provideNamespace(NAMESPACE);
  });

  afterAll(async () => {
    await cluster.deletePath(`/api/v1/namespaces/${NAMESPACE}`);
    cluster.close();
    record('rules', minor, {
      'wrong examples that are refused, as their rules say': counts.refused,
      'wrong examples that are taken, as their rules say': counts.taken,
      'right examples that are taken': counts.good,
    });
  });

  /** What the server says of each object, and of each pod that a controller would make of it. */
  async function answersTo(manifests: readonly Manifest[]): Promise<Answer<Status>[]> {
    const first = manifests.filter(({ kind }) => READ_BY_ADMISSION.includes(kind));
    const made = [...first.filter(({ kind }) => kind !== 'Namespace'), ...priorityClassesOf(manifests)];
    const namespaces = first.filter(({ kind }) => kind === 'Namespace');
    const objects = manifests.flatMap((manifest) => [manifest, podOf(manifest) ?? []].flat());
    try {
      // one that is refused is refused again below, where its answer counts
      for (const { metadata } of namespaces)
        await cluster.provideNamespace(metadata.name, metadata.labels).catch(() => {});
      for (const manifest of made) await cluster.tryApply(manifest);
      return (await Promise.all(objects.map((manifest) => judge(manifest)))) as unknown as Answer<Status>[];
    } finally {
      for (const manifest of made) await cluster.delete(manifest);
      await cluster.removeNamespaces(namespaces.map(({ metadata }) => metadata.name));
    }
  }

  /** A kind that the server does not serve is refused as kubectl has it: no matches. */
  async function judge(manifest: Manifest): Promise<Answer> {
    if (!(await cluster.knows(manifest)))
      return { status: 404, body: { message: 'no matches for kind' } as never, warnings: [] };
    return cluster.tryCreate(manifest, DRY_RUN);
  }

  const isThere = ({ status }: Answer<Status>) => status === 409;
  const refusals = (answers: readonly Answer<Status>[]) =>
    answers.filter((answer) => !isAccepted(answer as never) && !isThere(answer));

  describe.each(rulesOn(kubernetes))('$id', (rule) => {
    const isRefused = ['api', 'admission', 'pod-security'].includes(rule.verdict);

    test(
      isRefused ? 'its wrong example is refused' : 'its wrong example is taken: no server sees the mistake',
      async () => {
        const refused = refusals(await answersTo(manifestsIn(rule.bad)));
        if (!isRefused) {
          expect(refused.map(({ body }) => body.message)).toEqual([]);
          counts.taken++;
          return;
        }
        expect(refused.length).toBeGreaterThan(0);
        const causes = refused.flatMap(({ body }) => body.details?.causes ?? []).map(({ field }) => field);
        // admission plug-ins, and the decoding of types, name no field
        if (rule.verdict === 'api' && causes.length > 0) {
          expect(causes.map((field) => placeOf(field ?? ''))).toContain(placeOf(pathIn(rule, kubernetes)));
        }
        counts.refused++;
      },
    );

    test('its right example is taken', async () => {
      const refused = refusals(await answersTo(manifestsIn(rule.good)));
      expect(refused.map(({ body }) => body.message)).toEqual([]);
      counts.good++;
    });
  });
});
