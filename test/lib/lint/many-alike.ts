import { ASKED_BEFORE } from '../../../lib/lint/inquiry';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { isObject } from '../../../lib/manifests/workload';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import type { Target } from '../../../lib/platforms/target';
import type { Rule } from '../../../lib/rules/rule';

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

export function targetOf({ example = {} }: Rule): Target {
  const { platform, kubernetes } = example;
  return { platform: platform === undefined ? undefined : PLATFORMS[platform], kubernetes };
}

export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The objects with another text at one of the places where they hold one; what says of what kind they are stays. */
export function withText<T>(value: T, at: number, text: string): T {
  let place = 0;
  const visit = (each: unknown, key?: string): unknown => {
    if (typeof each === 'string') return place++ === at && key !== 'kind' && key !== 'apiVersion' ? text : each;
    if (Array.isArray(each)) return each.map((item) => visit(item));
    if (!isObject(each)) return each;
    return Object.fromEntries(Object.entries(each).map(([name, entry]) => [name, visit(entry, name)]));
  };
  return visit(value) as T;
}
