import { spawnSync } from 'node:child_process';

/** A program to measure as a whole process. */
export interface Command {
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Where it runs; here by default. */
  readonly cwd?: string;
}

/** Milliseconds from start to end of each run. */
export type Runs = readonly number[];

/**
 * Runs the commands in turn, so that a busy minute of the machine meets all of them, after one run each that does not count.
 * A command that does not end by itself is a mistake of the benchmark.
 */
export function measure(commands: readonly Command[], rounds: number): Map<Command, Runs> {
  const runs = new Map(commands.map((command) => [command, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (const command of commands) {
      const milliseconds = run(command);
      if (round >= 0) runs.get(command)?.push(milliseconds);
    }
  }
  return runs;
}

function run({ title, program, args, env, cwd }: Command): number {
  const start = process.hrtime.bigint();
  const { error, signal, status, stderr } = spawnSync(program, args, {
    env,
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const nanoseconds = process.hrtime.bigint() - start;
  if (error !== undefined || signal !== null) throw error ?? new Error(`${title} was ended by ${signal}.`);
  // 1 says that something was found
  if (status !== 0 && status !== 1) throw new Error(`${title} ended with ${status}:\n${stderr}`);
  return Number(nanoseconds) / 1e6;
}

export function median(runs: Runs): number {
  const sorted = [...runs].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of the ratios of runs that followed each other. */
export function ratio(runs: Runs, others: Runs): number {
  return median(runs.map((milliseconds, index) => milliseconds / others[index]));
}

/**
 * The ratio on a machine that has other work: what it takes from either command is more or less, never less than nothing, so
 * that of the fastest runs holds when that of the pairs does not.
 */
export function leastRatio(runs: Runs, others: Runs): number {
  return Math.min(ratio(runs, others), Math.min(...runs) / Math.min(...others));
}
