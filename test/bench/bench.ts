import { ISOLATION } from './isolation-bench';
import { LINT } from './lint-bench';
import { START } from './start-bench';
import { SYNTHESIS } from './synthesis-bench';

/**
 * How long the command line takes, as whole processes. Only ratios within one run say something: a machine is twice as fast in
 * one hour as in another.
 *
 *     npm run bench                      everything, in tables; says which peers are not there
 *     npm run bench -- isolation         one of them: lint, isolation, synthesis, start
 *     npm run bench -- --check           fails where a ratio is above its limit
 */
export interface Bench {
  compare(): void | Promise<void>;
  readonly checks: readonly Check[];
}

/** A sentence about ratios that holds on any machine. */
export interface Check {
  readonly says: string;
  readonly limit: number;
  ratios(): readonly number[];
}

const BENCHES: Readonly<Record<string, Bench>> = {
  lint: LINT,
  isolation: ISOLATION,
  synthesis: SYNTHESIS,
  start: START,
};
/** A machine that has other work just then gets another chance. */
const ATTEMPTS = 3;

function check({ says, limit, ratios }: Check): boolean {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = ratios();
    process.stdout.write(`${says}: ${found.map((each) => each.toFixed(2)).join(', ')} (at most ${limit})\n`);
    if (found.every((each) => each <= limit)) return true;
  }
  return false;
}

async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => !arg.startsWith('-'));
  for (const name of names) if (BENCHES[name] === undefined) throw new Error(`There is no bench '${name}'.`);
  const benches = names.length === 0 ? Object.values(BENCHES) : names.map((name) => BENCHES[name]);
  if (!args.includes('--check')) {
    for (const bench of benches) await bench.compare();
    return;
  }
  const holds = benches.flatMap(({ checks }) => checks).map(check);
  if (holds.includes(false)) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
