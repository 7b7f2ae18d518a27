import { isObject } from '../manifests/workload';
import { YamlProblem } from '../manifests/yaml-problem';
import { yamlTrees } from '../manifests/yaml-tree';
import { yamlValue } from '../manifests/yaml-value';
import type { Mend } from '../rules/rule';
import { edited } from './edit';
import { type Change, changeOf } from './yaml-edits';

export interface Wish {
  /** Which value of the document. */
  readonly part: number;
  readonly path: string;
  readonly mend: Mend;
}

/**
 * The text of a document after the changes that could be made, and how many that were. Each result is read again: only
 * when exactly that has changed which was asked for, it counts.
 */
export function mendedDocument(
  text: string,
  wishes: readonly Wish[],
): { readonly text: string; readonly done: number } {
  const together = attempt(text, wishes);
  if (together !== undefined) return { text: together, done: wishes.length };
  let current = text;
  let done = 0;
  for (const wish of wishes) {
    const next = attempt(current, [wish]);
    if (next === undefined) continue;
    current = next;
    done++;
  }
  return { text: current, done };
}

function attempt(text: string, wishes: readonly Wish[]): string | undefined {
  const trees = yamlTrees(text);
  const changes: { part: number; change: Change }[] = [];
  for (const { part, path, mend } of wishes) {
    const change = changeOf(text, trees[part], path, mend);
    if (change === undefined) return undefined;
    changes.push({ part, change });
  }
  const result = edited(
    text,
    changes.flatMap(({ change }) => change.edits),
  );
  if (result === undefined) return undefined;
  const expected = trees
    .map(yamlValue)
    .map((value, index) =>
      changes
        .filter(({ part }) => part === index)
        .reduce((each, { change }) => changed(each, change.keys, change.mend), value),
    );
  return holds(result, expected) ? result : undefined;
}

function holds(text: string, expected: readonly unknown[]): boolean {
  try {
    return isEqual(yamlTrees(text).map(yamlValue), expected);
  } catch (error) {
    if (error instanceof YamlProblem) return false;
    throw error;
  }
}

/** A copy of the value with one change. */
function changed(value: unknown, [key, ...rest]: readonly (string | number)[], mend: Mend): unknown {
  if (key === undefined) return 'set' in mend ? mend.set : undefined;
  if (Array.isArray(value)) {
    const copy = value.map((item, index) => (index === key ? changed(item, rest, mend) : item));
    return rest.length === 0 && 'remove' in mend ? copy.filter((_, index) => index !== key) : copy;
  }
  const copy: Record<string, unknown> = { ...(isObject(value) ? value : {}) };
  if (rest.length === 0 && 'remove' in mend) delete copy[key];
  else copy[key] = changed(copy[key], rest, mend);
  return copy;
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isEqual(a[key], b[key]));
}
