import { expect, test } from 'vitest';
import { appliesTo } from '../../../lib/lint/applicability';
import { Kinship } from '../../../lib/lint/kinship';
import { ObjectRules } from '../../../lib/lint/object-rules';
import { Cluster } from '../../../lib/manifests/cluster';
import { groupKindOf, type KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { fitToShape } from '../../../lib/manifests/shape';
import { shapeOf } from '../../../lib/manifests/shapes/shapes';
import type { Target } from '../../../lib/platforms/target';
import type { Found, Rule } from '../../../lib/rules/rule';
import { RULES } from '../../../lib/rules/rules';
import { hearsTheSame, MANY } from './many-alike';

/** What is found in each object beside what the rules say that are asked about it alone. */
function judged(given: readonly KubernetesObject[], target: Target) {
  const objects = given.map((object) => fitToShape(object, shapeOf(object).shape).value ?? object);
  const context = { target, cluster: new Cluster(objects) };
  const applying = RULES.filter((rule) => appliesTo(rule, target));
  const rules = new ObjectRules(applying, context);
  const kinship = new Kinship<KubernetesObject>();
  return objects.map((object) => {
    const groupKind = groupKindOf(object);
    const alone = applying.flatMap(({ id, checkObject, kinds = [] }) => {
      const found = checkObject !== undefined && kinds.includes(groupKind) ? checkObject(object, context) : [];
      return found.length === 0 ? [] : [{ id, found }];
    });
    const here: { id: string; found: readonly Found[] }[] = [];
    const tell = ({ id }: { readonly id: string }, found: readonly Found[]) => {
      here.push({ id, found });
    };
    rules.judge(object, groupKind, tell, kinship.of(object));
    return { alone, here };
  });
}

function expectTheSameAsAlone(objects: readonly KubernetesObject[], target: Target): void {
  const all = judged(objects, target);
  expect(all.map(({ here }) => here)).toEqual(all.map(({ alone }) => alone));
}

const withExamples = RULES.filter(
  ({ checkObject, bad, good }) => checkObject !== undefined && bad !== undefined && good,
);

hearsTheSame('an object', withExamples, expectTheSameAsAlone);

test('a rule that is not given the other objects is not asked about what follows many like it', () => {
  let asked = 0;
  const objects = Array.from({ length: MANY }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `settings-${index}` },
  }));
  const rule = RULES.filter(({ checkObject }) => checkObject !== undefined)[0];
  const checkObject = (_: KubernetesObject) => {
    asked++;
    return [];
  };
  const counted = { ...rule, kinds: ['ConfigMap'], checkObject };
  const looking: Rule = {
    ...counted,
    checkObject: ({ metadata }) => (metadata?.name === '' ? [{ path: '', got: '' }] : []),
  };
  const rules = new ObjectRules([looking, counted], { target: {}, cluster: new Cluster(objects) });
  const kinship = new Kinship<KubernetesObject>();
  for (const object of objects) rules.judge(object, 'ConfigMap', () => undefined, kinship.of(object));
  expect(asked).toBeLessThan(MANY);
});
