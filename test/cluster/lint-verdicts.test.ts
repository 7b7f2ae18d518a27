import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lint } from '../../lib/lint/lint';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { placeOf, placesOf } from '../server-paths';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { PodJudge, type Verdict } from './pod-judge';
import { randomAnnotations, randomPods } from './random-pods';
import { withoutNulls } from './sparse';
import { WORKLOAD_KINDS, type WorkloadKind } from './workload-kinds';

/** `LINT_VERDICTS` objects of each minor; `LINT_VERDICTS_SEED=random` looks at others than every time. */
const OBJECTS = Number(process.env.LINT_VERDICTS ?? 10_000);
const SEED = process.env.LINT_VERDICTS_SEED ?? '20260101';
const PARAMETERS = SEED === 'random' ? {} : { seed: Number(SEED) };

/** From this minor on a StatefulSet is refused for the template of its pods; before, only its pods are. */
const STATEFUL_SET_TEMPLATES_SINCE = 34;
const REPLICA_SET = WORKLOAD_KINDS.find(({ kind }) => kind === 'ReplicaSet') as WorkloadKind;

/** The rules that speak for the API server about what the random pods have, and some only on these minors. */
const RULES: Readonly<Record<string, readonly number[]>> = {
  'container-restart-policy': [30, 36],
  'ephemeral-container': [30, 34, 36],
  'gmsa-name': [30, 34, 36],
  'gmsa-spec-size': [30, 34, 36],
  'host-network-port': [30, 34, 36],
  'host-port-unique': [30, 34, 36],
  'host-process-agreement': [30, 34, 36],
  'host-process-host-network': [30, 34, 36],
  'host-process-mix': [30, 34, 36],
  'host-users': [34, 36],
  'hostname-override': [36],
  'init-container-handlers': [30, 34, 36],
  'linux-only-field': [30, 34, 36],
  'mount-propagation-refused': [30, 34, 36],
  'os-name': [30, 34, 36],
  'pod-resource-claims': [34, 36],
  'profile-annotation': [30, 34, 36],
  'run-as-user-name-format': [30, 34, 36],
  'security-context-value': [30, 34, 36],
  'unknown-field': [30],
  'windows-only-field': [30, 34, 36],
};

const objects = fc.record({
  // of a null only the key matters, and only to a server that does not know the field
  spec: randomPods.map(withoutNulls) as fc.Arbitrary<object>,
  annotations: randomAnnotations,
  workload: fc.constantFrom(...WORKLOAD_KINDS),
});

/** Where the server refuses it. */
function theirs({ decoding = [], errors = [] }: Verdict): string[] {
  return placesOf([
    ...decoding.map((text) => ({ type: 'UnknownField', path: text.replace(/^unknown field "(.*)"$/, '$1') })),
    ...errors.map(({ type, field }) => ({ type: type.replace(/^FieldValue/, ''), path: field })),
  ]);
}

describe.each(KUBERNETES_MINORS)('of random objects, Kubernetes %s', (minor) => {
  const kubernetes = Number(minor.slice(2));
  const kinds = new Map<string, { refused: number; taken: number }>();
  const findingRules = new Set<string>();
  let judge: PodJudge;

  beforeAll(async () => {
    judge = await PodJudge.of(minor);
  }, 600_000);
  afterAll(() => judge?.close());

  test(`refuses what our rules for the API server find, and nothing else, in ${OBJECTS} objects`, async () => {
    const property = fc.asyncProperty(objects, async ({ spec, annotations, workload }) => {
      const object = workload.of(spec, annotations) as KubernetesObject;
      const isTaken = workload.kind === 'StatefulSet' && kubernetes < STATEFUL_SET_TEMPLATES_SINCE;
      const refused = theirs(await judge.ask(isTaken ? REPLICA_SET.of(spec, annotations) : object));
      const findings = lint([object], { target: { kubernetes }, isAsked: ({ verdict }) => verdict === 'api' });
      const found = findings.map(({ path }) => placeOf(path));
      expect([...new Set(found)].sort(), 'we (received) and the server (expected)').toEqual(refused);
      expect(findings.filter(({ severity }) => severity !== 'error')).toEqual([]);
      for (const { rule } of findings) findingRules.add(rule.id);
      const count = kinds.get(workload.kind) ?? { refused: 0, taken: 0 };
      count[refused.length > 0 ? 'refused' : 'taken']++;
      kinds.set(workload.kind, count);
    });
    await fc.assert(property, { ...PARAMETERS, numRuns: OBJECTS });
  }, 600_000);

  test('was asked about objects of every kind, wrong ones and right ones, and every rule has found something', () => {
    const least = Math.floor(OBJECTS / 100);
    const rare = WORKLOAD_KINDS.map(({ kind }) => ({ kind, ...(kinds.get(kind) ?? { refused: 0, taken: 0 }) }));
    expect(rare.filter(({ refused, taken }) => refused < least || taken < least)).toEqual([]);
    const expected = Object.keys(RULES).filter((id) => RULES[id].includes(kubernetes));
    expect([...findingRules].sort()).toEqual(expected);
  });
});
