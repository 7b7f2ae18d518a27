import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lint } from '../../lib/lint/lint';
import type { Manifest } from '../synth';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { PodJudge, type Verdict } from './pod-judge';
import { randomNetworkPolicies } from './random-network-policies';

const BUILD_MS = 20 * 60_000;
/** Policies are judged in batches: the judge answers while the rules think. */
const BATCH = 20;
const POLICIES = Number(process.env.NETWORK_POLICIES ?? 10_000);
const SEED = process.env.NETWORK_POLICIES_SEED ?? '20260101';
const PARAMETERS = { numRuns: POLICIES / BATCH, ...(SEED === 'random' ? {} : { seed: Number(SEED) }) };

/** The rules that speak for the API server. */
const OURS = /^(network-policy-|field-type$|policy-field$)/;

const sorted = (texts: Iterable<string>) => [...new Set(texts)].sort();

function ours(policy: Manifest, kubernetes: number): string[] {
  return sorted(lint([policy], { target: { kubernetes }, isAsked: ({ id }) => OURS.test(id) }).map(({ path }) => path));
}

describe.each(KUBERNETES_MINORS)('the rules and Kubernetes %s agree on policies', (minor) => {
  let judge: PodJudge;
  beforeAll(async () => {
    judge = await PodJudge.of(minor);
  }, BUILD_MS);
  afterAll(() => judge.close());

  test(`on ${POLICIES} of them, right and wrong: whether they are taken, and on every field`, async () => {
    const counts = { refused: 0, taken: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(randomNetworkPolicies, { minLength: BATCH, maxLength: BATCH }), async (batch) => {
        const policies = batch.map((policy) => JSON.parse(JSON.stringify(policy)) as Manifest);
        const verdicts = await Promise.all(policies.map((policy) => judge.ask(policy)));
        for (const [index, verdict] of verdicts.entries()) {
          const found = ours(policies[index], Number(minor.slice(2)));
          const context = JSON.stringify({ policy: policies[index], verdict, found });
          counts[isRefused(verdict) ? 'refused' : 'taken']++;
          expect(found.length > 0, context).toBe(isRefused(verdict));
          // strict decoding stops at what it cannot read
          if (verdict.decoding === undefined) {
            expect(found, context).toEqual(sorted((verdict.errors ?? []).map(({ field }) => field)));
          }
        }
      }),
      PARAMETERS,
    );
    // neither half may become rare, or little would be compared
    expect(counts.refused).toBeGreaterThan(POLICIES / 10);
    expect(counts.taken).toBeGreaterThan(POLICIES / 10);
  }, 600_000);
});

function isRefused({ decoding = [], errors = [] }: Verdict): boolean {
  return decoding.length + errors.length > 0;
}
