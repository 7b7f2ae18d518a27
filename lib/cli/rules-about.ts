import type { Rule } from '../rules/rule';
import { RULES } from '../rules/rules';

/**
 * The rules that have to do with all these words, in whatever letters people write them. Why a rule holds speaks of much that
 * it does not judge, so it is looked at only where nothing else is found; examples hold every field, and are not.
 */
export function rulesAbout(words: readonly string[]): readonly Rule[] {
  const wanted = words.map((word) => word.toLowerCase());
  const about = (textsOf: (rule: Rule) => readonly string[]) =>
    RULES.filter((rule) => {
      const text = textsOf(rule).join('\n').toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
  const found = about(judgedBy);
  return found.length > 0 ? found : about((rule) => [...judgedBy(rule), rule.why]);
}

function judgedBy({ id, topic, summary, fix, fields = [] }: Rule): string[] {
  return [id, topic, summary, fix, ...fields];
}
