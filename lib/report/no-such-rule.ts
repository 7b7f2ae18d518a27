import { RULES } from '../rules/rules';
import { nearestTo } from './did-you-mean';

/** What is wrong with the id of a rule that does not exist, as a clause. */
export function noSuchRule(id: string): string {
  const near = nearestTo(
    id,
    RULES.map((rule) => rule.id),
  );
  return `there is no rule ${id}${near.length === 0 ? '' : `; near it ${near.length === 1 ? 'is' : 'are'} ${near.join(', ')}`}`;
}
