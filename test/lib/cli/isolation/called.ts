import { expect } from 'vitest';
import { isolation } from '../../../../lib/cli/isolation';
import { run } from '../../../../lib/cli/run';
import type { Outcome } from '../command';

/** The command line without a process of its own. */
export async function called(args: readonly string[], folder: string, input = ''): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const terminal = {
    folder,
    environment: {},
    write: (text: string) => {
      stdout += text;
    },
    tell: (text: string) => {
      stderr += text;
    },
    isWatched: false,
    isToldToPerson: false,
    input: async () => Buffer.from(input),
  };
  const code = await run(args, terminal, new Map([['isolation', isolation]]));
  return { code, stdout, stderr };
}

/** What `isolation` says, after it has answered without trouble. */
export async function answered(folder: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await called(['isolation', ...args], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

interface Side {
  readonly verdict: string;
  readonly policy: string | null;
  readonly rule: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly why: string;
  readonly difference: readonly string[];
}

export interface Verdicts {
  readonly verdict: string;
  readonly egress: Side;
  readonly ingress: Side;
}

export interface ReportedFlow {
  readonly from: string;
  readonly to: string;
  readonly linux: Verdicts;
  readonly windows: Verdicts;
  readonly actual: Verdicts;
}

/** What `--flows` says as JSON of flows in a file. */
export async function flowsOf(folder: string, file: string, ...args: string[]): Promise<readonly ReportedFlow[]> {
  const { stdout } = await called(['isolation', '.', '--flows', file, '--format', 'json', '--quiet', ...args], folder);
  return JSON.parse(stdout).flows;
}
