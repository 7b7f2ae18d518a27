import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PodSpec } from '../../lib/manifests/pod-spec';
import { valueAtServerPath } from '../../lib/manifests/server-path';
import { sentence } from '../../lib/report/sentence';
import type { Found, Rule } from '../../lib/rules/rule';
import type { Violation } from '../../lib/rules/violation';
import { propOf } from './prop-of';

/** Thrown at the line that broke a rule. The message says what, got, why, what to do, and where to read on. */
export class Refusal extends Error {
  constructor({ fix, ...violation }: Violation) {
    super(sentence({ ...violation, fix: fix ?? violation.rule.fixInCode }));
    this.name = 'Refusal';
    this.stack = `${this.name}: ${this.message}\n${ownLines(Refusal)}`;
  }
}

/** The folder of the constructs, or the file that they are published in. In a bundle of the author's own nothing tells them apart. */
const OWN = basename(__dirname) === 'rendering' ? dirname(__dirname) : join(__dirname, 'library.js');

/**
 * Of the stack only the author's own lines: where the mistake is, without what lies between it and here.
 *
 * @param below What the author has called, however it got here.
 */
export function ownLines(below: NewableFunction | CallableFunction): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const holder = { stack: '' };
  Error.captureStackTrace(holder, below);
  Error.stackTraceLimit = limit;
  const isOthers = (line: string) => line.includes(OWN) || /node_modules|node:|\(<anonymous>\)$/.test(line);
  return holder.stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line) && !isOthers(line))
    .join('\n');
}

/** Where the first of the lines of a stack leads: `main.ts:12`. */
export function placeOf(lines: string): string | undefined {
  const [, file, line] = /^ {4}at (?:.*\()?(.+):(\d+):\d+\)?$/m.exec(lines) ?? [];
  if (file === undefined) return undefined;
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  const near = relative(process.cwd(), path);
  return `${near.startsWith('..') || isAbsolute(near) ? path : near}:${line}`;
}

/** Refuses a value that the author wrote. */
export function refuse(rule: Rule, where: Omit<Violation, 'rule'>): never {
  throw new Refusal({ rule, ...where });
}

/** Refuses the first mistake that a rule found in a pod. What is none for sure is left to those who judge the manifests. */
export function refuseFound(rule: Rule, subject: string, found: readonly Found[], pod: PodSpec): void {
  const mistake = found.find(({ severity = rule.severity }) => (rule.severityInCode ?? severity) === 'error');
  if (mistake === undefined) return;
  const { path, got, allowed, problem, fix, fixInCode = fix } = mistake;
  const written = got ?? valueAtServerPath(pod, path);
  const isMissing = written === undefined;
  // what the API server drops, the author has written all the same
  const shown = written === null ? null : got;
  refuse(rule, { subject, field: propOf(path, pod), got: shown, isMissing, allowed, problem, fix: fixInCode });
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
