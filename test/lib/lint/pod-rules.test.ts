import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appliesTo } from '../../../lib/lint/applicability';
import { JudgedPod } from '../../../lib/lint/judged-pod';
import { lint } from '../../../lib/lint/lint';
import { PodRules } from '../../../lib/lint/pod-rules';
import { Cluster } from '../../../lib/manifests/cluster';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { fitToShape } from '../../../lib/manifests/shape';
import { shapeOf } from '../../../lib/manifests/shapes/shapes';
import type { Target } from '../../../lib/platforms/target';
import type { Found, Rule } from '../../../lib/rules/rule';
import { RULES } from '../../../lib/rules/rules';
import { randomAnnotations, randomPods } from '../../cluster/random-pods';
import { WORKLOAD_KINDS } from '../../cluster/workload-kinds';
import { behindMany, hearsTheSame, inNamespace, MANY } from './many-alike';

const ACKNOWLEDGED = 'acknowledge.cdk8s-windows/';

/** The pods in their order, with what is found in each beside what the rules say that are asked about it alone. */
function judged(objects: readonly KubernetesObject[], target: Target) {
  const cluster = new Cluster(objects.map((object) => fitToShape(object, shapeOf(object).shape).value ?? object));
  const applying = RULES.filter((rule) => appliesTo(rule, target));
  let asked = 0;
  const counted = applying.map(({ check, ...rule }): Rule => {
    if (check === undefined) return rule;
    const countedCheck: typeof check = (spec, context): readonly Found[] => {
      // the engine itself asks about copies
      if (context instanceof JudgedPod) asked++;
      return check(spec, context);
    };
    return { ...rule, check: countedCheck };
  });
  const rules = new PodRules(counted, target, cluster);
  return cluster.podTemplates().map((template) => {
    const pod = new JudgedPod(template, target, cluster);
    const system = pod.system.name ?? 'unknown';
    const all = applying.flatMap(({ id, check, pods = ['windows'] }) => {
      const found = check !== undefined && pods.includes(system) ? check(template.spec, pod) : [];
      return found.length === 0 ? [] : [{ id, found }];
    });
    const before = asked;
    const found: { id: string; found: readonly Found[] }[] = [];
    rules.judge(pod, ({ id }, here) => {
      found.push({ id, found: here });
    });
    return { all, found, asked: asked - before };
  });
}

function expectNothingLeftOut(objects: readonly KubernetesObject[], target: Target): void {
  const pods = judged(objects, target);
  expect(pods.map(({ found }) => found)).toEqual(pods.map(({ all }) => all));
}

const withExamples = RULES.filter(({ check, bad, good }) => check !== undefined && bad !== undefined && good);

hearsTheSame('a pod', withExamples, expectNothingLeftOut);

describe('a pod that follows many like it', () => {
  test('hears what it would hear alone, whatever it holds', { timeout: 60_000 }, () => {
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
  expect(pods[0].asked).toBeGreaterThan(80);
  expect(pods[MANY - 1].asked).toBeLessThan(pods[0].asked / 4);
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
