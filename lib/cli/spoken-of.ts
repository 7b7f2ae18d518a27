import type { Rule } from '../rules/rule';

/** Whether a rule has to do with something, in whatever letters people write it. */
export function speaksOf({ id, topic, summary, why, fix, bad = '' }: Rule, word: string): boolean {
  const wanted = word.toLowerCase();
  return [id, topic, summary, why, fix, bad].some((text) => text.toLowerCase().includes(wanted));
}
