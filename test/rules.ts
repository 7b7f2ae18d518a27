import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Rule } from '../lib/rules/rule';

const FOLDER = join(__dirname, '..', 'lib', 'rules');
const NOT_RULES = ['pod-rules', 'rule', 'violation'];

/** The ids of all rules, which are the names of their files. */
export const RULE_IDS = readdirSync(FOLDER)
  .map((file) => basename(file, '.ts'))
  .filter((id) => !NOT_RULES.includes(id));

/** What the file of a rule gives. */
export async function loadRule(id: string): Promise<Record<string, unknown> & { default: Rule }> {
  return import(`../lib/rules/${id}.ts`);
}

/** Every rule by its id. */
export async function allRules(): Promise<ReadonlyMap<string, Rule>> {
  return new Map(await Promise.all(RULE_IDS.map(async (id) => [id, (await loadRule(id)).default] as const)));
}
