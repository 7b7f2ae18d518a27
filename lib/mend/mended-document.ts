import { isObject } from '../manifests/workload';
import { YamlProblem } from '../manifests/yaml-problem';
import { yamlTree } from '../manifests/yaml-tree';
import { yamlValue } from '../manifests/yaml-value';
import type { Mend } from '../rules/rule';
import { edited } from './edit';
import { type Change, MendPlan } from './mend-plan';

export interface Wish {
  readonly path: string;
  readonly mend: Mend;
}

/**
 * The text of a document after the changes that could be made. Each result is read again: only when exactly that has changed
 * which was asked for, it counts. What fails together is tried by halves, so that the few that spoil it are found soon.
 *
 * @param wishes In the order of the document.
 */
export function mendedDocument(text: string, wishes: readonly Wish[]): string {
  const together = attempt(text, wishes);
  if (together !== undefined) return together;
  if (wishes.length === 1) return text;
  const half = Math.ceil(wishes.length / 2);
  // the later ones first: they move nothing that the earlier ones name
  return mendedDocument(mendedDocument(text, wishes.slice(half)), wishes.slice(0, half));
}

function attempt(text: string, wishes: readonly Wish[]): string | undefined {
  const tree = yamlTree(text);
  const plan = new MendPlan(text, tree);
  for (const { path, mend } of wishes) plan.take(path, mend);
  const edits = plan.edits();
  const result = edits && edited(text, edits);
  if (result === undefined) return undefined;
  return holds(result, plan.changes().reduce(changed, yamlValue(tree))) ? result : undefined;
}

function holds(text: string, expected: unknown): boolean {
  try {
    return isEqual(yamlValue(yamlTree(text)), expected);
  } catch (error) {
    if (error instanceof YamlProblem) return false;
    throw error;
  }
}

/** A copy of the value with one change. */
function changed(value: unknown, { keys: [key, ...rest], mend }: Change): unknown {
  if (key === undefined) return 'set' in mend ? mend.set : undefined;
  if (Array.isArray(value)) {
    const copy = value.map((item, index) => (index === key ? changed(item, { keys: rest, mend }) : item));
    return rest.length === 0 && 'remove' in mend ? copy.filter((_, index) => index !== key) : copy;
  }
  const copy: Record<string, unknown> = { ...(isObject(value) ? value : {}) };
  if (rest.length === 0 && 'remove' in mend) delete copy[key];
  else copy[key] = changed(copy[key], { keys: rest, mend });
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
