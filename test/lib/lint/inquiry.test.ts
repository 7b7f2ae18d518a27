import { expect, test } from 'vitest';
import { JudgedPod } from '../../../lib/lint/judged-pod';
import { Kinship } from '../../../lib/lint/kinship';
import { ObjectRules } from '../../../lib/lint/object-rules';
import { PodRules } from '../../../lib/lint/pod-rules';
import { Cluster } from '../../../lib/manifests/cluster';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { containersOf } from '../../../lib/manifests/pod-spec';
import { remembered } from '../../../lib/manifests/remembered';
import { ALL_PODS, type Found, type Rule } from '../../../lib/rules/rule';
import { RULES } from '../../../lib/rules/rules';
import { MANY } from './many-alike';

const [ANY] = RULES;

const PODS: readonly KubernetesObject[] = Array.from({ length: MANY }, (_, index) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `web-${index}`, namespace: 'shop' },
  spec: { containers: [{ name: 'web', image: `web:${index}` }] },
}));

/** What the rules find in the last of many pods that are alike. */
function ofLastPod(...rules: readonly Partial<Rule>[]): Found[] {
  const cluster = new Cluster(PODS);
  const pods = new PodRules(
    rules.map((rule) => ({ ...ANY, pods: ALL_PODS, check: undefined, ...rule })),
    {},
    cluster,
  );
  let last: Found[] = [];
  for (const template of cluster.podTemplates()) {
    last = [];
    pods.judge(new JudgedPod(template, {}, cluster), (_, found) => last.push(...found));
  }
  return last;
}

test('a rule that finds the same in all that are alike is not asked again', () => {
  let asked = 0;
  const check: Rule['check'] = () => {
    asked++;
    return [{ path: 'hostPID', got: true }];
  };
  expect(ofLastPod({ check })).toEqual([{ path: 'hostPID', got: true }]);
  expect(asked).toBeLessThan(MANY);
});

test('what a rule finds as a part of an object is a part of that object', () => {
  const check: Rule['check'] = (spec) => [{ path: 'containers[0]', got: spec.containers?.[0] }];
  expect(ofLastPod({ check })).toEqual([{ path: 'containers[0]', got: { name: 'web', image: `web:${MANY - 1}` } }]);
});

test('a rule that finds something by looking at the others is asked each time', () => {
  const check: Rule['check'] = (spec, { cluster }) => {
    const at = cluster.podTemplates().findIndex((other) => other.spec === spec);
    return [{ path: '', got: undefined, problem: `it is number ${at}` }];
  };
  expect(ofLastPod({ check })).toEqual([{ path: '', got: undefined, problem: `it is number ${MANY - 1}` }]);
});

test('what one rule has worked out about a pod, another one has looked at as well', () => {
  const check: Rule['check'] = (spec) =>
    containersOf(spec).flatMap(({ container }) =>
      container.image === `web:${MANY - 1}` ? [{ path: '', got: 1 }] : [],
    );
  const image = remembered((spec: object) => ({ text: JSON.stringify(spec) }));
  const first: Rule['check'] = (spec) => (image(spec).text === '' ? [{ path: '', got: 0 }] : []);
  const second: Rule['check'] = (spec) => (image(spec).text.includes(`web:${MANY - 1}`) ? [{ path: '', got: 2 }] : []);
  expect(ofLastPod({ check: first }, { check: second }, { check })).toEqual([
    { path: '', got: 2 },
    { path: '', got: 1 },
  ]);
});

test('what one rule has worked out about an object, another one has looked at as well', () => {
  const name = remembered(({ metadata }: KubernetesObject) => ({ text: metadata?.name ?? '' }));
  const checks: Rule['checkObject'][] = [
    (object) => (name(object).text === '' ? [{ path: '', got: 0 }] : []),
    (object) => (name(object).text === `web-${MANY - 1}` ? [{ path: '', got: 2 }] : []),
  ];
  const rules = new ObjectRules(
    checks.map((checkObject) => ({ ...ANY, kinds: ['Pod'], checkObject })),
    { target: {}, cluster: new Cluster(PODS) },
  );
  const kinship = new Kinship<KubernetesObject>();
  let last: Found[] = [];
  for (const object of PODS) {
    last = [];
    rules.judge(object, 'Pod', (_, found) => last.push(...found), kinship.of(object));
  }
  expect(last).toEqual([{ path: '', got: 2 }]);
});
