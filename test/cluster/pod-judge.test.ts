import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../synth';
import { type Answer, DRY_RUN, isAccepted, type Status } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { PodJudge, type Policy, type Verdict } from './pod-judge';
import { randomAnnotations, randomPods } from './random-pods';
import { record } from './report/section';
import { SEED } from './seed';
import { WORKLOAD_KINDS } from './workload-kinds';

const OBJECTS = 1_000;
const PODS = 4_000;
const [POD] = WORKLOAD_KINDS;

const pods = fc.record({ spec: randomPods, annotations: randomAnnotations });
const objects = fc
  .tuple(pods, fc.constantFrom(...WORKLOAD_KINDS))
  .map(([{ spec, annotations }, workload]) => workload.of(spec, annotations) as Manifest);

/** The levels, in force now and before checks for Windows pods came, each in a namespace of its own. */
const POLICIES: readonly Policy[] = [
  { level: 'baseline', version: 'latest' },
  { level: 'baseline', version: 'v1.18' },
  { level: 'restricted', version: 'latest' },
  { level: 'restricted', version: 'v1.24' },
  { level: 'restricted', version: 'v1.0' },
];

function namespaceOf({ level, version }: Policy): string {
  return `pod-judge-${level}-${version.replace('.', '-')}`;
}

function isSound({ decoding = [], errors = [] }: Verdict): boolean {
  return decoding.length === 0 && errors.length === 0;
}

/** What is wrong with the object, whoever says so: unknown fields, or types and fields of errors. */
function causesOf({ decoding = [], errors = [] }: Verdict): string[] {
  return [...new Set([...decoding, ...errors.map(({ type, field }) => `${type} ${field}`)])].sort();
}

function causesIn({ message = '', details }: Status): string[] {
  const decoding = /strict decoding error: (.*)/.exec(message)?.[1].split(', ') ?? [];
  const errors = (details?.causes ?? []).map(({ reason, field }) => `${reason} ${field}`);
  return [...new Set([...decoding, ...errors])].sort();
}

/** What Pod Security forbids, each with its explanation in brackets; `undefined` when something else was wrong. */
function reasonsIn({ message = '' }: Status): string[] | undefined {
  const [, listed] = /violates PodSecurity "[^"]*": (.*)$/s.exec(message) ?? [];
  return listed?.match(/[^,(]+(\((?:[^()"]|"[^"]*")*\))?/g) ?? undefined;
}

describe.each(KUBERNETES_MINORS)('the judge of pods of Kubernetes %s says what the API server says', (minor) => {
  const counts = { alike: 0, accepted: 0, admitted: 0, forbidden: 0 };
  let judge: PodJudge;
  let cluster: JudgedCluster;

  beforeAll(async () => {
    judge = await PodJudge.of(minor);
    cluster = JudgedCluster.of(minor);
    await cluster.provideNamespace('default');
    for (const policy of POLICIES) {
      const labels = {
        'pod-security.kubernetes.io/enforce': policy.level,
        'pod-security.kubernetes.io/enforce-version': policy.version,
      };
      await cluster.provideNamespace(namespaceOf(policy), labels);
    }
  });
  afterAll(async () => {
    await judge?.close();
    await cluster.removeNamespaces(POLICIES.map(namespaceOf));
    cluster.close();
  });
  record('pod-judge', minor, () => ({
    title: 'The code that is called without a server',
    explanation: `Random pods and workloads were sent to the server and, side by side, to the program that calls its code, so that
the program may speak for it where there are too many to send; pods as well in namespaces with a level of Pod Security.`,
    counts: {
      'objects judged alike, for the same causes': { seen: counts.alike, of: OBJECTS },
      'of these taken': { seen: counts.accepted, of: OBJECTS },
      'pods in namespaces with a level, admitted by both': {
        seen: counts.admitted,
        of: counts.admitted + counts.forbidden,
      },
      'pods in namespaces with a level, forbidden by both': {
        seen: counts.forbidden,
        of: counts.admitted + counts.forbidden,
      },
    },
  }));

  test(`of ${OBJECTS} objects`, async () => {
    const property = fc.asyncProperty(objects, async (object) => {
      const [verdict, answer] = await Promise.all([judge.ask(object), cluster.tryCreate(object, DRY_RUN)]);
      expect(causesOf(verdict)).toEqual(causesIn(statusOf(answer)));
      expect(answer.status).toBe(isSound(verdict) ? 201 : verdict.decoding ? 400 : 422);
      counts.alike++;
      if (isAccepted(answer)) counts.accepted++;
    });
    await fc.assert(property, { ...SEED, numRuns: OBJECTS });
  });

  test(`of Pod Security in a namespace with a level, for those of ${PODS} pods that are sound in themselves`, async () => {
    const property = fc.asyncProperty(pods, fc.constantFrom(...POLICIES), async ({ spec, annotations }, policy) => {
      const object = POD.of(spec, annotations) as Manifest;
      const verdict = await judge.ask(object, [policy]);
      // what is wrong in itself is refused before admission is asked
      if (!isSound(verdict)) return;
      const [failing] = verdict.podSecurity as readonly string[][];
      const metadata = { ...object.metadata, namespace: namespaceOf(policy) };
      const answer = await cluster.tryCreate({ ...object, metadata }, DRY_RUN);
      expect(answer.status).toBe(failing.length === 0 ? 201 : 403);
      expect(reasonsIn(statusOf(answer)) ?? []).toHaveLength(failing.length);
      if (isAccepted(answer)) counts.admitted++;
      else counts.forbidden++;
    });
    await fc.assert(property, { ...SEED, numRuns: PODS });
    expect(Math.min(counts.admitted, counts.forbidden)).toBeGreaterThan(0);
  });
});

function statusOf(answer: Answer): Status {
  return answer.body as unknown as Status;
}
