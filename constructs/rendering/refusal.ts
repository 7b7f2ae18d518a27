import { sentence } from '../../lib/report/sentence';
import type { Found, Rule } from '../../lib/rules/rule';
import type { Violation } from '../../lib/rules/violation';

/** Thrown at the line that broke a rule. The message says what, got, why, what to do, and where to read on. */
export class Refusal extends Error {
  public readonly violation: Violation;

  constructor(violation: Violation) {
    super(sentence(violation));
    this.name = 'Refusal';
    this.violation = violation;
  }
}

/** Refuses a value that the author wrote. */
export function refuse(rule: Rule, where: Omit<Violation, 'rule'>): never {
  throw new Refusal({ rule, ...where });
}

/** Refuses the first thing that a rule found. */
export function refuseFound(rule: Rule, subject: string, found: readonly Found[]): void {
  if (found.length === 0) return;
  const [{ path, ...what }] = found;
  refuse(rule, { subject, field: path, ...what });
}
