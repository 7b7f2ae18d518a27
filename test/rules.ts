import type { Rule } from '../lib/rules/rule';
import { RULES } from '../lib/rules/rules';

/** Every rule by its id. */
export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));
