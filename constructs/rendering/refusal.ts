import type { PodSpec } from '../../lib/manifests/pod-spec';
import { sentence } from '../../lib/report/sentence';
import type { Found, Rule } from '../../lib/rules/rule';
import type { Violation } from '../../lib/rules/violation';
import { propOf } from './prop-of';

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

/** Refuses the first thing that a rule found in a pod. */
export function refuseFound(rule: Rule, subject: string, found: readonly Found[], pod: PodSpec): void {
  if (found.length === 0) return;
  const [{ path, ...what }] = found;
  refuse(rule, { subject, field: propOf(path, pod), ...what });
}

/** Errors of cdk8s-plus name no object: this puts the construct path before them. */
export function atPath<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    throw new Error(`${path}: ${error.message}`);
  }
}
