import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annotationErrors } from '../../lib/api-server/annotations';
import type { FieldError } from '../../lib/api-server/field-error';
import { LINUX_ONLY_CONTAINER_FIELDS, LINUX_ONLY_POD_FIELDS } from '../../lib/api-server/linux-only-fields';
import { NEWER_CONTAINER_FIELDS, NEWER_POD_FIELDS } from '../../lib/api-server/newer-fields';
import { podErrors } from '../../lib/api-server/pod-validation';
import type { PodSpec } from '../../lib/manifests/pod-spec';
import { POLICY_CHECKS } from '../../lib/pod-security/checks';
import { podSecurityObstacles } from '../../lib/pod-security/pod-security';
import type { PolicyCheck } from '../../lib/pod-security/policy-check';
import { POD_VERDICTS } from '../lib/api-server/pod-verdicts';
import { refusedBy, saidOn } from '../lib/api-server/verdict';
import { POLICY_VERDICTS } from '../lib/pod-security/policy-verdicts';
import { KUBERNETES_MINORS, type KubernetesMinor } from './control-plane/kubernetes-versions';
import { PodJudge, type Policy, type Verdict } from './pod-judge';
import { repaired } from './pod-repair';
import { randomAnnotations, randomPods } from './random-pods';
import { record } from './report/section';
import { SEED } from './seed';
import { WORKLOAD_KINDS, type WorkloadKind } from './workload-kinds';

/** `POD_VERDICTS` objects of each minor. */
const OBJECTS = Number(process.env.POD_VERDICTS ?? 10_000);
/** Of fewer objects not every kind is there. */
const ENOUGH = 2_500;

/** The latest policies, and those of some other versions: checks changed in many of them. */
function policiesOf(versions: readonly number[]): Policy[] {
  return ['latest', ...versions.map((minor) => `v1.${minor}`)].flatMap((version) => [
    { level: 'baseline', version },
    { level: 'restricted', version },
  ]);
}

/** How many policies each object is held against. */
const POLICIES = policiesOf([1, 2, 3]).length;

const objects = fc.record({
  spec: randomPods as fc.Arbitrary<PodSpec>,
  annotations: randomAnnotations,
  policies: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 }).map(policiesOf),
  workload: fc.oneof(fc.constant(WORKLOAD_KINDS[0]), fc.constantFrom(...WORKLOAD_KINDS)),
});
type RandomObject = typeof objects extends fc.Arbitrary<infer T> ? T : never;

const minorOf = (minor: KubernetesMinor) => Number(minor.slice(2));
const sorted = (texts: Iterable<string>) => [...new Set(texts)].sort();

/** What our rules say, as `Type path`. */
function ours({ spec, annotations, workload }: RandomObject, kubernetes: number): string[] {
  const errors = podErrors(spec, { kubernetes, kind: workload.kind }, annotations);
  const text = ({ type, path }: FieldError) => `${type} ${[workload.spec, path].filter(Boolean).join('.')}`;
  if (errors.some(({ type }) => type === 'UnknownField')) return sorted(errors.map(text));
  const ofAnnotations = annotationErrors(annotations, spec).map(
    ({ type, path }) => `${type} ${workload.metadata}.${path}`,
  );
  return sorted([...errors.map(text), ...ofAnnotations]);
}

/** What the server says, in the same form. */
function theirs({ decoding, errors }: Verdict): string[] {
  const unknown = (decoding ?? []).map((text) => text.replace(/^unknown field "(.*)"$/, 'UnknownField $1'));
  return sorted([
    ...unknown,
    ...(errors ?? []).map(({ type, field }) => `${type.replace(/^FieldValue/, '')} ${field}`),
  ]);
}

function failingChecks({ spec, annotations }: RandomObject, { level, version }: Policy, server: number): string[] {
  const policy = { level, server, ...(version === 'latest' ? {} : { version: Number(version.slice(3)) }) };
  return sorted(podSecurityObstacles(spec, policy, annotations).map(({ check }) => check));
}

describe.each(KUBERNETES_MINORS)('of random pods, Kubernetes %s', (minor) => {
  const kubernetes = minorOf(minor);
  const seen = new Map<string, number>();
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  let judge: PodJudge;
  const counts = { agreed: 0, policies: 0 };

  beforeAll(async () => {
    judge = await PodJudge.of(minor);
  }, 600_000);
  afterAll(async () => {
    await judge?.close();
  });
  record('verdicts', minor, () => ({
    title: 'Random pods',
    explanation: `The API server's own code for creating pods and workloads, called without a server, was asked about random
ones, and so were our rules: both named the same fields, object by object, for eight policies of Pod Security each. The
pods vary in what our rules speak of (operating system, users, security contexts, HostProcess, gMSA, probes, ports);
names, images, volumes and resources are sound in all of them. A pod with a field that the server does not know never
comes to Pod Security.`,
    counts: {
      'objects on which the server and our rules agree': { seen: counts.agreed, of: OBJECTS },
      'verdicts of Pod Security on which they agree': { seen: counts.policies, of: OBJECTS * POLICIES },
    },
  }));

  /** What the server said, so that it can be seen that not all pods were alike. */
  function remember({ spec, workload, policies }: RandomObject, verdict: Verdict): void {
    const errors = theirs(verdict);
    if (errors.length === 0) count(`accepted ${spec.os?.name ?? 'without os'}`);
    for (const type of new Set(errors.map((error) => error.split(' ')[0]))) count(type);
    if (spec.os?.name === 'windows') {
      const fields = errors.map((error) =>
        error.replace(` ${workload.spec}.`, ' ').replace(/\w*ontainers\[\d+\]/, 'container'),
      );
      for (const field of new Set(fields)) count(field);
    }
    for (const [index, { level, version }] of policies.entries()) {
      const failing = verdict.podSecurity?.[index];
      if (version !== 'latest' || failing === undefined) continue;
      for (const check of POLICY_CHECKS) {
        if (check.level === level) count(`${failing.includes(check.id) ? 'fails' : 'passes'} ${check.id}`);
      }
    }
  }

  test(`refuses what we say, and nothing else, in ${OBJECTS} objects`, async () => {
    const property = fc.asyncProperty(objects, async (object) => {
      const verdict = await judge.ask(object.workload.of(object.spec, object.annotations), object.policies);
      remember(object, verdict);
      expect(ours(object, kubernetes), 'we (received) and the server (expected)').toEqual(theirs(verdict));
      const failing = verdict.podSecurity ?? [];
      for (const [index, policy] of object.policies.slice(0, failing.length).entries()) {
        const title = `we (received) and the server (expected) under ${policy.level} ${policy.version}`;
        expect(failingChecks(object, policy, kubernetes), title).toEqual(sorted(failing[index]));
        counts.policies++;
      }
      counts.agreed++;
    });
    await fc.assert(property, { ...SEED, numRuns: OBJECTS });
  }, 600_000);

  test('admits a pod to a policy once all that we name is put right', async () => {
    const property = fc.asyncProperty(objects, fc.nat(7), async ({ spec, annotations, policies }, chosen) => {
      const policy = policies[chosen];
      const pod = WORKLOAD_KINDS[0];
      const first = await judge.ask(pod.of(spec, annotations), [policy]);
      if (first.podSecurity === undefined) return;
      const { level, version } = policy;
      const minorOfPolicy = version === 'latest' ? {} : { version: Number(version.slice(3)) };
      const obstacles = podSecurityObstacles(spec, { level, server: kubernetes, ...minorOfPolicy }, annotations);
      for (const check of sorted(obstacles.map((obstacle) => obstacle.check))) {
        const mended = repaired(
          spec,
          annotations,
          obstacles.filter((obstacle) => obstacle.check === check),
        );
        const verdict = await judge.ask(pod.of(mended.spec, mended.annotations), [policy]);
        expect({ mended, decoding: verdict.decoding }).toEqual({ mended, decoding: undefined });
        expect(verdict.podSecurity?.[0]).not.toContain(check);
      }
    });
    await fc.assert(property, { ...SEED, numRuns: Math.ceil(OBJECTS / 10) });
  }, 600_000);

  // a loop, since test.each would cut the sentences short
  for (const verdict of POD_VERDICTS) {
    test(`says what the unit tests expect of ${verdict.title}`, async () => {
      const { spec, annotations, kind } = verdict;
      const workload = WORKLOAD_KINDS.find((known) => known.kind === kind) as WorkloadKind;
      const errors = theirs(await judge.ask(workload.of(spec, annotations)));
      const below = errors.map((error) =>
        error
          .replace(` ${workload.spec}`, ' ')
          .replace(` ${workload.metadata}.`, ' metadata.')
          .replace(' .', ' ')
          .trim(),
      );
      expect(below).toEqual(refusedBy(kubernetes as 30 | 34 | 36, verdict));
    });
  }

  for (const { title, spec, policies, annotations } of POLICY_VERDICTS) {
    test(`fails the checks that the unit tests expect of ${title}`, async () => {
      const asked = Object.keys(policies).map((policy) => {
        const [level, version] = policy.split(' ');
        return { level: level as Policy['level'], version };
      });
      const verdict = await judge.ask(WORKLOAD_KINDS[0].of(spec, annotations), asked);
      // a pod with unknown fields never comes to admission
      if (verdict.decoding !== undefined) return;
      const expected = Object.values(policies).map((failing) => saidOn(kubernetes, failing));
      expect(verdict.podSecurity?.map(sorted)).toEqual(expected);
    });
  }

  test.skipIf(OBJECTS < ENOUGH)('was asked about pods of every kind', () => {
    const isKept = ({ path }: { path: string }) =>
      [...NEWER_POD_FIELDS, ...NEWER_CONTAINER_FIELDS].every(
        (newer) => newer.path !== path || kubernetes >= (newer.kept ?? Number.POSITIVE_INFINITY),
      );
    const canFail = ({ id, versions }: PolicyCheck) =>
      versions[0].since <= kubernetes && (id !== 'procMount' || kubernetes >= 33);
    const expected = [
      ...['windows', 'linux', 'without os'].map((os) => `accepted ${os}`),
      ...['Duplicate', 'Forbidden', 'Invalid', 'NotSupported', 'Required', 'TooLong'],
      ...(unknownFields(kubernetes) ? ['UnknownField'] : []),
      ...['hostNetwork', 'securityContext.shareProcessNamespace'].map((path) => `Invalid ${path}`),
      ...['gmsaCredentialSpec', 'gmsaCredentialSpecName', 'hostProcess', 'runAsUserName'].map(
        (field) => `Invalid container.securityContext.windowsOptions.${field}`,
      ),
      ...LINUX_ONLY_POD_FIELDS.filter(isKept).map(({ path }) => `Forbidden ${path}`),
      ...LINUX_ONLY_CONTAINER_FIELDS.filter(isKept).map(({ path }) => `Forbidden container.${path}`),
      ...POLICY_CHECKS.filter(canFail).flatMap(({ id }) => [`fails ${id}`, `passes ${id}`]),
    ];
    const least = Math.floor(OBJECTS / ENOUGH);
    expect(expected.filter((what) => (seen.get(what) ?? 0) < least)).toEqual([]);
  });
});

/** Whether the random pods have a field that a server of this minor does not know. */
function unknownFields(kubernetes: number): boolean {
  return [...NEWER_POD_FIELDS, ...NEWER_CONTAINER_FIELDS].some(({ known }) => known > kubernetes);
}
