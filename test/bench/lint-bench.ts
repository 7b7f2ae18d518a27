import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench';
import { commandLine, WORK } from './command-line';
import { peersFor } from './lint-peers';
import { type Command, leastRatio, measure, median, type Runs, ratio } from './timing';
import { estate, fleet, ties } from './trees';

const PROGRAMS = [1000, 2000, 4000];
const TIED_PROGRAMS = [100, 200, 400];

const lint = (title: string, path: string): Command => commandLine(title, 'lint', path);
const node: Command = { title: 'node -e 0', program: process.execPath, args: ['-e', '0'] };

function smallFile(): Command {
  const file = join(WORK, 'small.yaml');
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
  return PROGRAMS.map((programs) => lint(`${programs} programs`, estate(join(WORK, `estate-${programs}`), programs)));
}

function tiedPolicies(): Command[] {
  return TIED_PROGRAMS.map((programs) =>
    lint(`${programs} programs with tied policies`, ties(join(WORK, `ties-${programs}`), programs)),
  );
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
  const tree = fleet(join(WORK, 'fleet'), 2500);
  const own = lint('cdk8s-windows lint', tree);
  const { there, absent } = peersFor(tree, WORK);
  const big = measure([own, ...there], 10);
  const runsOf = (command: Command) => big.get(command) ?? [];
  table(
    '250 files, 5,000 objects',
    [own, ...there].map((command) => [command, runsOf(command), ratio(runsOf(command), runsOf(own))]),
  );
  if (absent.length > 0) process.stdout.write(`Not on PATH: ${absent.join(', ')}.\n\n`);
  startUp(20, table);
  doublings(ESTATES, 3, table);
  doublings(TIES, 3, table);
}

type Show = typeof table;

interface Ladder {
  readonly head: string;
  commands(): Command[];
}

const ESTATES: Ladder = { head: 'objects that refer to each other', commands: estates };
const TIES: Ladder = { head: 'Calico policies of one order', commands: tiedPolicies };

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
function doublings({ head, commands: made }: Ladder, rounds: number, show?: Show): number[] {
  const commands = made();
  const runs = measure(commands, rounds);
  const each = commands.map((command) => runs.get(command) ?? []);
  show?.(
    head,
    commands.map((command, index) => [command, each[index], index === 0 ? 1 : ratio(each[index], each[index - 1])]),
  );
  return each.slice(1).map((own, index) => leastRatio(own, each[index]));
}

/** `lint` beside what people would take instead, and with twice the objects. */
export const LINT: Bench = {
  compare,
  checks: [
    { says: 'one small file, in starts of Node.js', limit: 1.5, ratios: () => [startUp(20)] },
    { says: 'twice the objects, each doubling', limit: 2.2, ratios: () => doublings(ESTATES, 3) },
    { says: 'twice the tied policies, each doubling', limit: 2.2, ratios: () => doublings(TIES, 3) },
  ],
};
