import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../synth';
import { DRY_RUN, type Status } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { PodJudge, type Verdict } from './pod-judge';
import { randomAnnotations, randomPods } from './random-pods';
import { WORKLOAD_KINDS } from './workload-kinds';

const OBJECTS = 1_000;

const objects = fc
  .record({ spec: randomPods, annotations: randomAnnotations, workload: fc.constantFrom(...WORKLOAD_KINDS) })
  .map(({ spec, annotations, workload }) => workload.of(spec, annotations) as Manifest);

/** What is wrong with the object, whoever says so: unknown fields, or types and fields of errors. */
function causesOf({ decoding = [], errors = [] }: Verdict): string[] {
  return [...new Set([...decoding, ...errors.map(({ type, field }) => `${type} ${field}`)])].sort();
}

function causesIn({ message = '', details }: Status): string[] {
  const decoding = /strict decoding error: (.*)/.exec(message)?.[1].split(', ') ?? [];
  const errors = (details?.causes ?? []).map(({ reason, field }) => `${reason} ${field}`);
  return [...new Set([...decoding, ...errors])].sort();
}

describe.each(KUBERNETES_MINORS)('the judge of pods of Kubernetes %s', (minor) => {
  let judge: PodJudge;
  let cluster: JudgedCluster;

  beforeAll(async () => {
    judge = await PodJudge.of(minor);
    cluster = JudgedCluster.of(minor);
    await cluster.provideNamespace('default');
  });
  afterAll(() => {
    judge?.close();
    cluster?.close();
  });

  test(`says what the API server says of ${OBJECTS} objects`, async () => {
    const property = fc.asyncProperty(objects, async (object) => {
      const [verdict, { body }] = await Promise.all([judge.ask(object), cluster.tryCreate(object, DRY_RUN)]);
      expect(causesOf(verdict)).toEqual(causesIn(body as unknown as Status));
    });
    await fc.assert(property, { seed: 20260101, numRuns: OBJECTS });
  });
});
