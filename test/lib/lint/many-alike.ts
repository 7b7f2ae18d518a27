import * as fc from 'fast-check';
import { describe, test } from 'vitest';
import { ASKED_BEFORE } from '../../../lib/lint/inquiry';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { isObject } from '../../../lib/manifests/workload';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import type { Target } from '../../../lib/platforms/target';
import type { Rule } from '../../../lib/rules/rule';
import { objectsOf } from '../../objects-of';

/** More than the engine looks at before it leaves a rule out. */
export const MANY = ASKED_BEFORE + 2;

export function inNamespace(object: KubernetesObject, namespace: string): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** As many copies as make the engine leave rules out, each in a namespace of its own, and the others behind them. */
export function behindMany(
  sound: readonly KubernetesObject[],
  others: readonly KubernetesObject[],
): KubernetesObject[] {
  return [
    ...Array.from({ length: MANY }, (_, index) => sound.map((object) => inNamespace(object, `team-${index}`))).flat(),
    ...others,
  ];
}

function targetOf({ example = {} }: Rule): Target {
  const { platform, kubernetes } = example;
  return { platform: platform === undefined ? undefined : PLATFORMS[platform], kubernetes };
}

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

/** Whatever the examples of rules say, and with whichever of their texts in place of others. */
export function hearsTheSame(
  what: string,
  rules: readonly Rule[],
  expectTheSame: (objects: readonly KubernetesObject[], target: Target) => void,
): void {
  describe(`${what} that follows many like it hears what it would hear alone`, () => {
    test.each(rules)('$id', (rule) => {
      const [bad, good] = [objectsOf(rule.bad ?? ''), objectsOf(rule.good ?? '')];
      expectTheSame(behindMany(good, bad), targetOf(rule));
      expectTheSame(behindMany(bad, good), targetOf(rule));
    });

    const texts = [...new Set(rules.flatMap(({ bad = '', good = '' }) => textsIn([objectsOf(bad), objectsOf(good)])))];

    test('whichever of its texts is another one', { timeout: 60_000 }, () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...rules),
          fc.array(fc.tuple(fc.nat(), fc.constantFrom(...texts)), { minLength: 1, maxLength: 4 }),
          (rule, changes) => {
            const sound = objectsOf(rule.good ?? '');
            const changed = changes.reduce<readonly KubernetesObject[]>(
              (objects, [at, text]) => withText(objects, at % textsIn(objects).length, text),
              sound,
            );
            expectTheSame(behindMany(sound, changed), targetOf(rule));
          },
        ),
        { seed: 20260101, numRuns: 400 },
      );
    });
  });
}
