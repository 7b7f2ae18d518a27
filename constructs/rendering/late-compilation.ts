import { setFlagsFromString } from 'node:v8';

/** The V8 of Node.js 20, which compiles by how much of a function has run, and how much that is by default. */
const V8_BY_BUDGET = /^11\.3\./;
const DEFAULT_BUDGET = 67_584;
const LATE_BUDGET = 400_000;

/** Below so many constructs, hardly anything runs often enough to be compiled. */
const MANY = 1000;

/**
 * Runs the synthesis of a large app while V8 compiles later. A program that runs once makes thousands of functions just hot
 * enough for the optimizing compiler, whose threads then take more of a small machine than their work gives back: a fleet of
 * 2,000 workloads takes a third less time without. Node.js 22 and later count calls instead, and need none of this. Whoever
 * starts Node.js with a budget of their own keeps it.
 */
export function withLateCompilation<T>(constructs: number, action: () => T): T {
  if (constructs < MANY || !V8_BY_BUDGET.test(process.versions.v8) || hasOwnBudget()) return action();
  setFlagsFromString(`--interrupt-budget=${LATE_BUDGET}`);
  try {
    return action();
  } finally {
    setFlagsFromString(`--interrupt-budget=${DEFAULT_BUDGET}`);
  }
}

function hasOwnBudget(): boolean {
  return process.execArgv.some((argument) => /^--interrupt[-_]budget/.test(argument));
}
