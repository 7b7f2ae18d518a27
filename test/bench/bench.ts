import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../lib/cli/bundle';
import { peersFor } from './peers';
import { type Command, leastRatio, measure, median, type Runs, ratio } from './timing';
import { estate, fleet } from './trees';

/**
 * How long the command line takes, as a whole process. Only ratios within one run say something: a machine is twice as fast
 * in one hour as in another.
 *
 *     npm run bench               everything, in tables; says which peers are not on PATH
 *     npm run bench -- --check    fails where a ratio is above its limit
 */
const LIMITS = { start: 1.5, doubling: 2.2 };
/** A machine that has other work just then gets another chance. */
const ATTEMPTS = 3;
const PROGRAMS = [1000, 2000, 4000];

const work = mkdtempSync(join(tmpdir(), 'cdk8s-windows-bench-'));
// the next start finds what this one keeps
process.env.XDG_CACHE_HOME = join(work, 'caches');
process.env.LOCALAPPDATA = join(work, 'caches');
process.once('exit', () => rmSync(work, { recursive: true, force: true }));

const build = join(work, 'build');
bundle(build);
writeFileSync(join(work, 'package.json'), JSON.stringify({ name: 'cdk8s-windows', version: '0.0.0' }));

const lint = (title: string, path: string): Command => ({
  title,
  program: process.execPath,
  args: [join(build, 'cli.js'), 'lint', path],
});
const node: Command = { title: 'node -e 0', program: process.execPath, args: ['-e', '0'] };

function smallFile(): Command {
  const file = join(work, 'small.yaml');
  if (!existsSync(file)) writeFileSync(file, SMALL);
  return lint('lint of one small file', file);
}

const SMALL = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  os: { name: windows }
  nodeSelector: { kubernetes.io/os: windows }
  containers:
    - name: web
      image: registry.example.com/web:1.0-ltsc2022
      resources: { limits: { cpu: 500m, memory: 512Mi } }
`;

function estates(): Command[] {
  return PROGRAMS.map((programs) => lint(`${programs} programs`, estate(join(work, `estate-${programs}`), programs)));
}

function table(head: string, rows: readonly (readonly [Command, Runs, number])[]): void {
  const lines = rows.map(
    ([{ title }, runs, times]) =>
      `| ${title} | ${median(runs).toFixed(0)} | ${Math.min(...runs).toFixed(0)} | ${times.toFixed(2)} |`,
  );
  process.stdout.write(`| ${head} | median ms | least ms | ratio |\n|---|---|---|---|\n${lines.join('\n')}\n\n`);
}

function compare(): void {
  process.stdout.write(`Node.js ${process.version}, whole processes in turn; ratio: median of the pairs.\n\n`);
  const tree = fleet(join(work, 'fleet'), 2500);
  const own = lint('cdk8s-windows lint', tree);
  const { there, absent } = peersFor(tree, work);
  const big = measure([own, ...there], 10);
  const runsOf = (command: Command) => big.get(command) ?? [];
  table(
    '250 files, 5,000 objects',
    [own, ...there].map((command) => [command, runsOf(command), ratio(runsOf(command), runsOf(own))]),
  );
  if (absent.length > 0) process.stdout.write(`Not on PATH: ${absent.join(', ')}.\n\n`);
  startUp(20, table);
  doublings(3, table);
}

type Show = typeof table;

/** How much longer one small file takes than Node.js itself. */
function startUp(rounds: number, show?: Show): number {
  const small = smallFile();
  const runs = measure([node, small], rounds);
  const [bare, own] = [runs.get(node) ?? [], runs.get(small) ?? []];
  show?.('start', [
    [node, bare, 1],
    [small, own, ratio(own, bare)],
  ]);
  return leastRatio(own, bare);
}

/** How much longer twice as many objects take, for each doubling. */
function doublings(rounds: number, show?: Show): number[] {
  const commands = estates();
  const runs = measure(commands, rounds);
  const each = commands.map((command) => runs.get(command) ?? []);
  show?.(
    'objects that refer to each other',
    commands.map((command, index) => [command, each[index], index === 0 ? 1 : ratio(each[index], each[index - 1])]),
  );
  return each.slice(1).map((own, index) => leastRatio(own, each[index]));
}

function check(): void {
  const checks = [
    { says: 'one small file, in starts of Node.js', limit: LIMITS.start, ratios: () => [startUp(20)] },
    { says: 'twice the objects, each doubling', limit: LIMITS.doubling, ratios: () => doublings(3) },
  ];
  for (const { says, limit, ratios } of checks) {
    let found: number[] = [];
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      found = ratios();
      process.stdout.write(`${says}: ${found.map((each) => each.toFixed(2)).join(', ')} (at most ${limit})\n`);
      if (found.every((each) => each <= limit)) break;
    }
    if (found.some((each) => each > limit)) process.exitCode = 1;
  }
}

if (process.argv.includes('--check')) check();
else compare();
