import type { Finding } from '../lint/finding';
import { whatIsWrong } from './what-is-wrong';

/** A finding in one or two sentences that need nothing around them. */
export function messageOf(finding: Finding): string {
  return `${finding.rule.summary} ${foundIn(finding)}.`;
}

/** What was found, as a clause: `spec.os.name is missing`. */
export function foundIn(finding: Finding): string {
  return whatIsWrong(fieldOf(finding), finding);
}

/** What it is about: a field of the object, and where in its text. */
export function fieldOf({ path, within }: Finding): string {
  const field = path === '' ? 'the object' : path;
  return within === undefined ? field : `${field}, ${within}`;
}
