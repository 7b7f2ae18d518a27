import { spawnSync } from 'node:child_process';
import type { Command } from './timing';

/** What a run took, in seconds. */
export interface Spent {
  readonly wall: number;
  /** Of all processors, for the program and for the system: steadier than the clock on a machine that has other work. */
  readonly processor: number;
}

/** Where a program reads and writes, and after how many seconds of a processor it is ended. */
export interface Bounds {
  readonly input?: string;
  readonly output: string;
  readonly seconds: number;
}

const SCRIPT =
  'ulimit -t "$1"; input=$2; output=$3; shift 3; "$@" <"$input" >"$output"; code=$?; times >&2; exit $code';
const KILLED = [137, 152];

/** Runs a program; `undefined` where it takes too long. */
export function spent({ title, program, args, env }: Command, { input = '/dev/null', output, seconds }: Bounds) {
  const start = process.hrtime.bigint();
  const shell = ['-c', SCRIPT, 'sh', `${seconds}`, input, output, program, ...args];
  const { error, status, stderr } = spawnSync('sh', shell, { env, encoding: 'utf8' });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (error !== undefined) throw error;
  if (status !== null && KILLED.includes(status)) return undefined;
  if (status !== 0) throw new Error(`${title} ended with ${status}:\n${stderr}`);
  return { wall, processor: processorTime(stderr) } satisfies Spent;
}

/** `times` tells of the shell in one line, and of what it has run in the next: `0m1.230s 0m0.040s`. */
function processorTime(text: string): number {
  const [last = ''] = text.trim().split('\n').slice(-1);
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  if (parts.length !== 2) throw new Error(`times says '${last}'`);
  return parts[0] + parts[1];
}
