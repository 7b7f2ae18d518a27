import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
import { objectsOf } from '../../objects-of';
import { behindMany, MANY, targetOf, textsIn, withText } from './many-alike';

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

describe('an object that follows many like it hears what it would hear alone', () => {
  test.each(withExamples)('$id', (rule) => {
    const [bad, good] = [objectsOf(rule.bad ?? ''), objectsOf(rule.good ?? '')];
    expectTheSameAsAlone(behindMany(good, bad), targetOf(rule));
    expectTheSameAsAlone(behindMany(bad, good), targetOf(rule));
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
          expectTheSameAsAlone(behindMany(sound, changed), targetOf(rule));
        },
      ),
      { seed: 20260101, numRuns: 400 },
    );
  });
});

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
