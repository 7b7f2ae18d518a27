import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CALICO_KINDS } from '../../lib/calico/refusals';
import { lint } from '../../lib/lint/lint';
import { ADMIN_POLICIES } from '../../lib/manifests/admin-policy';
import { groupKindOf } from '../../lib/manifests/kubernetes-object';
import { PLATFORMS } from '../../lib/platforms/platforms';
import { unindented } from '../../lib/report/unindented';
import type { Rule, Verdict } from '../../lib/rules/rule';
import { RULES } from '../../lib/rules/rules';
import { objectsOf } from '../objects-of';
import { placeOf } from '../server-paths';
import type { Manifest } from '../synth';
import { type Answer, ApiError, DRY_RUN, isAccepted, type Status } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { KUBERNETES_MINORS, type KubernetesMinor } from './control-plane/kubernetes-versions';
import { assumedBy, podMadeOf } from './manifests/pods-of';
import { record } from './report/section';

const NAMESPACE = 'rule-examples';

/** What admission reads, and so has to be there before pods are judged. */
const READ_BY_ADMISSION = ['Namespace', 'RuntimeClass', 'ServiceAccount'];

/** How each of those who say no answers; a mistake of this test, such as a namespace that is missing, is none of these. */
const REFUSALS: Partial<Record<Verdict, RegExp>> = {
  // what cannot be decoded, what is invalid, and a version that is not served
  api: /^(400|422) |^404 .*(has no kind|could not find the requested resource|page not found)/s,
  admission: /^403 .*runtimeClass/is,
  'pod-security': /^403 .*violates PodSecurity|^422 .*pod-security\.kubernetes\.io/s,
};

const CACHES = { timeout: 5_000, interval: 200 };

/** Namespaces that mean something and are what they are called: all examples share them. */
const OF_SYSTEM = /^(kube|tigera|calico)-/;
const SYSTEM_NAMESPACES = [
  ...new Set(
    RULES.flatMap(({ bad = '', good = '' }) => objectsOf(`${unindented(bad)}---\n${unindented(good)}`))
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ metadata }) => metadata?.name ?? '')
      .filter((name) => OF_SYSTEM.test(name) && !name.startsWith('kube-')),
  ),
];

const minorOf = (minor: KubernetesMinor) => Number(minor.slice(2));

/** What only Calico's own server refuses is shown to its code instead: `calico-lint.test.ts`. */
const isJudgedByCalico = ({ verdict, kinds }: Rule) =>
  verdict === 'api' && kinds !== undefined && kinds.every((kind) => CALICO_KINDS.includes(kind));

/** Policies of administrators are kinds that somebody has to add, which nobody has here. */
const isAboutAddedKinds = ({ bad = '' }: Rule) =>
  objectsOf(unindented(bad)).some((object) => ADMIN_POLICIES.includes(groupKindOf(object)));

/** The rules that say something of that version and show it. */
function rulesOn(kubernetes: number): Rule[] {
  return RULES.filter((rule) => {
    const { bad, kubernetes: range = {}, example } = rule;
    const { since = 0, before = Number.POSITIVE_INFINITY } = range;
    const isMeant = example?.kubernetes === undefined || example.kubernetes === kubernetes;
    const isJudged = isMeant && !isJudgedByCalico(rule) && !isAboutAddedKinds(rule);
    return bad !== undefined && since <= kubernetes && kubernetes < before && isJudged;
  });
}

/**
 * An example as it is applied: what states no namespace goes into that of this test, and what admission reads has a name of
 * its own, so that examples do not meet.
 */
function manifestsIn(example: string | undefined, suffix: string): Manifest[] {
  const given = objectsOf(example ?? '') as unknown as Manifest[];
  const shared = given.filter(
    ({ kind, metadata }) => READ_BY_ADMISSION.includes(kind) && !OF_SYSTEM.test(metadata.name),
  );
  const text = shared.reduce(
    (all, { metadata: { name } }) => all.split(`"${name}"`).join(`"${name}-${suffix}"`),
    JSON.stringify(given),
  );
  return (JSON.parse(text) as Manifest[]).map((manifest) => ({
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
  const rules = rulesOn(kubernetes);
  const counts = { refused: 0, taken: 0, good: 0 };
  let cluster: JudgedCluster;

  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    for (const name of [NAMESPACE, ...SYSTEM_NAMESPACES]) await cluster.provideNamespace(name);
  });

  afterAll(async () => {
    for (const manifest of assumed.values()) await cluster.delete(manifest);
    await cluster.removeNamespaces([NAMESPACE, ...SYSTEM_NAMESPACES]);
    cluster.close();
  });
  record('rules', minor, () => ({
    title: 'The examples of the rules',
    explanation: `Every rule about manifests has a wrong example and a right one, as its page in \`docs/rules\` shows them. Where a
rule says that the API server, admission or Pod Security refuses, the server refused the wrong one, on the field that the
rule names; else it took it. It took every right one. Rules of Calico's validator are asked of Calico.`,
    counts: {
      'wrong examples that are refused, as their rules say': { seen: counts.refused, of: rules.length },
      'wrong examples that are taken, as their rules say': { seen: counts.taken, of: rules.length },
      'right examples that are taken': { seen: counts.good, of: rules.length },
    },
  }));

  /** What examples take for granted, by its path: two may mean the same, so it stays to the end. */
  const assumed = new Map<string, Manifest>();

  /** What the server says of each object, and of each pod that a controller would make of it. */
  async function answersTo(manifests: readonly Manifest[]): Promise<Answer<Status>[]> {
    const namespaces = manifests.filter(({ kind, metadata }) => kind === 'Namespace' && !OF_SYSTEM.test(metadata.name));
    const read = manifests.filter(({ kind }) => kind === 'RuntimeClass' || kind === 'ServiceAccount');
    const objects = manifests.flatMap((manifest) => [manifest, podMadeOf(manifest) ?? []].flat());
    try {
      for (const { metadata } of namespaces)
        await unlessInvalid(cluster.provideNamespace(metadata.name, metadata.labels));
      for (const manifest of assumedBy(manifests)) {
        assumed.set(await cluster.pathOf(manifest), manifest);
        await unlessInvalid(cluster.apply(manifest));
      }
      for (const manifest of read) await cluster.tryApply(manifest);
      return await Promise.all(objects.map(judge));
    } finally {
      for (const manifest of read) await cluster.delete(manifest);
      await cluster.removeNamespaces(namespaces.map(({ metadata }) => metadata.name));
    }
  }

  /** What is invalid cannot be there; whoever names it is judged below, where the answer counts. */
  async function unlessInvalid(providing: Promise<unknown>): Promise<void> {
    try {
      await providing;
    } catch (error) {
      if (!(error instanceof ApiError) || error.answer.status !== 422) throw error;
    }
  }

  /** A kind that the server does not serve is refused as kubectl has it: no matches. */
  async function judge(manifest: Manifest): Promise<Answer<Status>> {
    try {
      return (await cluster.tryCreate(manifest, DRY_RUN)) as unknown as Answer<Status>;
    } catch (error) {
      const message = (error as Error).message;
      if (!/has no kind|: 404 /.test(message)) throw error;
      return { status: 404, body: { message }, warnings: [] };
    }
  }

  const isThere = ({ status, body }: Answer<Status>) => status === 409 && body.reason === 'AlreadyExists';
  const refusals = (answers: readonly Answer<Status>[]) =>
    answers.filter((answer) => !isAccepted(answer) && !isThere(answer));

  describe.each(rules)('$id', (rule) => {
    const isRefused = rule.verdict in REFUSALS;

    test.concurrent(
      isRefused ? 'its wrong example is refused' : 'its wrong example is taken: no server sees the mistake',
      async () => {
        const refused = refusals(await answersTo(manifestsIn(rule.bad, `${rule.id}-wrong`)));
        if (!isRefused) {
          expect(refused.map(({ body }) => body.message)).toEqual([]);
          counts.taken++;
          return;
        }
        expect(refused.length).toBeGreaterThan(0);
        // a pod that its workload would make may be refused for what is missing, too
        expect(refused.map(({ status, body }) => `${status} ${body.message}`)).toContainEqual(
          expect.stringMatching(REFUSALS[rule.verdict] as RegExp),
        );
        const causes = refused.flatMap(({ body }) => body.details?.causes ?? []).map(({ field }) => field);
        // admission plug-ins, and the decoding of types, name no field
        if (rule.verdict === 'api' && causes.length > 0) {
          expect(causes.map((field) => placeOf(field ?? ''))).toContain(placeOf(pathIn(rule, kubernetes)));
        }
        counts.refused++;
      },
    );

    test.concurrent('its right example is taken', async () => {
      // admission reads priority classes from a cache, which is some moments behind
      await vi.waitFor(async () => {
        const refused = refusals(await answersTo(manifestsIn(rule.good, `${rule.id}-right`)));
        expect(refused.map(({ body }) => body.message)).toEqual([]);
      }, CACHES);
      counts.good++;
    });
  });
});
