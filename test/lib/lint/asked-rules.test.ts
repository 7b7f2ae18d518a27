import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appliesTo } from '../../../lib/lint/applicability';
import { AskedRules } from '../../../lib/lint/asked-rules';
import { JudgedPod } from '../../../lib/lint/judged-pod';
import { lint } from '../../../lib/lint/lint';
import { Cluster } from '../../../lib/manifests/cluster';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { fitToShape } from '../../../lib/manifests/shape';
import { shapeOf } from '../../../lib/manifests/shapes/shapes';
import { isObject } from '../../../lib/manifests/workload';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import type { Target } from '../../../lib/platforms/target';
import type { Rule } from '../../../lib/rules/rule';
import { RULES } from '../../../lib/rules/rules';
import { randomAnnotations, randomPods } from '../../cluster/random-pods';
import { WORKLOAD_KINDS } from '../../cluster/workload-kinds';
import { objectsOf } from '../../objects-of';

const ACKNOWLEDGED = 'acknowledge.cdk8s-windows/';

/** More than the engine looks at before it leaves a rule out. */
const MANY = 10;

/** The pods in their order, each with the rules that are asked about it and with all that are about such pods. */
function judged(objects: readonly KubernetesObject[], target: Target) {
  const cluster = new Cluster(objects.map((object) => fitToShape(object, shapeOf(object).shape).value ?? object));
  const applying = RULES.filter((rule) => appliesTo(rule, target));
  const rules = new AskedRules(applying, target, cluster);
  return cluster.podTemplates().map((template) => {
    const pod = new JudgedPod(template, target, cluster);
    const system = pod.system.name ?? 'unknown';
    const all = applying.filter(({ check, pods = ['windows'] }) => check !== undefined && pods.includes(system));
    return { pod, all, asked: rules.of(pod).map(({ rule }) => rule) };
  });
}

function expectNothingLeftOut(objects: readonly KubernetesObject[], target: Target): void {
  const missed = judged(objects, target).flatMap(({ pod, all, asked }) =>
    all
      .filter((rule) => !asked.includes(rule))
      .filter(({ check }) => check !== undefined && check(pod.template.spec, pod).length > 0)
      .map(({ id }) => id),
  );
  expect(missed).toEqual([]);
}

function inNamespace(object: KubernetesObject, namespace: string): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** As many copies as make the engine leave rules out, each in a namespace of its own, and the others behind them. */
function behindMany(sound: readonly KubernetesObject[], others: readonly KubernetesObject[]): KubernetesObject[] {
  return [
    ...Array.from({ length: MANY }, (_, index) => sound.map((object) => inNamespace(object, `team-${index}`))).flat(),
    ...others,
  ];
}

function targetOf({ example = {} }: Rule): Target {
  const { platform, kubernetes } = example;
  return { platform: platform === undefined ? undefined : PLATFORMS[platform], kubernetes };
}

const withExamples = RULES.filter(({ check, bad, good }) => check !== undefined && bad !== undefined && good);

describe('a pod that follows many like it hears what it would hear alone', () => {
  test.each(withExamples)('$id', (rule) => {
    const [bad, good] = [objectsOf(rule.bad ?? ''), objectsOf(rule.good ?? '')];
    expectNothingLeftOut(behindMany(good, bad), targetOf(rule));
    expectNothingLeftOut(behindMany(bad, good), targetOf(rule));
  });

  const texts = [
    ...new Set(withExamples.flatMap(({ bad = '', good = '' }) => textsIn([objectsOf(bad), objectsOf(good)]))),
  ];

  test('whichever of its texts is another one', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...withExamples),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...texts)), { minLength: 1, maxLength: 4 }),
        (rule, changes) => {
          const sound = objectsOf(rule.good ?? '');
          const changed = changes.reduce<readonly KubernetesObject[]>(
            (objects, [at, text]) => withText(objects, at % textsIn(objects).length, text),
            sound,
          );
          expectNothingLeftOut(behindMany(sound, changed), targetOf(rule));
        },
      ),
      { seed: 20260101, numRuns: 400 },
    );
  });

  test('whatever it holds', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(randomPods, randomAnnotations, fc.constantFrom(...WORKLOAD_KINDS), (spec, annotations, kind) => {
        const object = kind.of(spec, annotations) as KubernetesObject;
        expectNothingLeftOut(behindMany([object], [inNamespace(object, 'last')]), {});
      }),
      { seed: 20260101, numRuns: 200 },
    );
  });
});

test('what is worked out for one rule is peculiar to all others as well', () => {
  const pod = (profile: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', annotations: { 'seccomp.security.alpha.kubernetes.io/pod': profile } },
    spec: { os: { name: 'linux' }, containers: [{ name: 'web', image: 'web:1.0' }] },
  });
  const objects = [...Array.from({ length: MANY }, () => pod('runtime/default')), pod('nonsense')];
  expectNothingLeftOut(objects, {});
});

test('most rules are not asked about a pod that follows many like it', () => {
  const pod = (index: number) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `web-${index}`, namespace: `team-${index}` },
    spec: { os: { name: 'windows' }, containers: [{ name: 'web', image: `web:${index}-ltsc2022` }] },
  });
  const pods = judged(
    Array.from({ length: MANY }, (_, index) => pod(index)),
    {},
  );
  expect(pods[0].asked).toEqual(pods[0].all);
  expect(pods[MANY - 1].asked.length).toBeLessThan(pods[0].all.length / 4);
});

test('what one of many alike accepts is accepted there alone', () => {
  const pod = (annotations: Readonly<Record<string, string>>) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', annotations },
    spec: { os: { name: 'windows' }, hostPID: true, containers: [{ name: 'web', image: 'web:ltsc2022' }] },
  });
  const silent = lint([
    ...Array.from({ length: MANY }, () => pod({})),
    pod({ [`${ACKNOWLEDGED}linux-only-field`]: 'it is a test' }),
    pod({}),
  ]).filter(({ rule }) => rule.id === 'linux-only-field');
  expect(silent).toHaveLength(MANY + 1);
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The objects with another text at one of the places where they hold one; what says of what kind they are stays. */
function withText<T>(value: T, at: number, text: string): T {
  let place = 0;
  const visit = (each: unknown, key?: string): unknown => {
    if (typeof each === 'string') return place++ === at && key !== 'kind' && key !== 'apiVersion' ? text : each;
    if (Array.isArray(each)) return each.map((item) => visit(item));
    if (!isObject(each)) return each;
    return Object.fromEntries(Object.entries(each).map(([name, entry]) => [name, visit(entry, name)]));
  };
  return visit(value) as T;
}
