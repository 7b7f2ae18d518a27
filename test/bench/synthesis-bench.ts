import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Bench } from './bench';
import { WORK } from './command-line';
import { type Command, leastRatio, measure, median, type Runs, ratio } from './timing';

/** What one synthesis took, as its process tells. */
export interface Measured {
  /** Milliseconds of `app.synth()`. */
  readonly synth: number;
  /** Milliseconds of all processors, from the start of the process. */
  readonly processor: number;
  /** MiB, at most. */
  readonly memory: number;
  /** A digest of all that was written. */
  readonly bytes: string;
}

interface Case {
  readonly title: string;
  readonly name: string;
  readonly count: number;
  readonly rounds: number;
  /** Whether both have to write the same; where they do not, they write what is meant to be the same. */
  readonly isSame: boolean;
}

const CASES: readonly Case[] = [
  { title: '5,000 Deployments in one chart', name: 'chart', count: 5000, rounds: 5, isSame: true },
  { title: '1,000 charts of one', name: 'charts', count: 1000, rounds: 5, isSame: true },
  { title: '5,000 charts of one', name: 'charts', count: 5000, rounds: 1, isSame: true },
  { title: '1,000 Deployments with Services', name: 'services', count: 1000, rounds: 5, isSame: true },
  { title: 'a ladder of 18 layers', name: 'ladder', count: 18, rounds: 3, isSame: true },
  { title: '2,000 Windows workloads, Services, isolation', name: 'fleet', count: 2000, rounds: 3, isSame: false },
];

/** Where files are written without a disk, so that the time of the program is seen and not that of the disk. */
const MEMORY = '/dev/shm';
const FOLDER = existsSync(MEMORY) ? MEMORY : tmpdir();

/** The library as it is compiled, and a program beside it, which finds what it needs where the library does. */
const BUILD = join(__dirname, '..', '..', 'build');

function compiled(name: string): string {
  if (!existsSync(join(BUILD, 'index.js'))) throw new Error('The library is not compiled: npm run compile');
  const file = join(BUILD, 'bench', `${name}.js`);
  mkdirSync(join(BUILD, 'bench'), { recursive: true });
  buildSync({
    entryPoints: [join(__dirname, `${name}.ts`)],
    outfile: file,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return file;
}

type Who = 'stock' | 'own';

function measured(program: string, { name, count }: Case, who: Who): Measured {
  const args = [program, name, `${count}`, who, FOLDER];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} by ${who} ended with ${status}:\n${stderr}${stdout}`);
  return JSON.parse(stdout) as Measured;
}

type Pairs = Readonly<Record<Who, readonly Measured[]>>;

/** Both in turn; where they have to write the same, whatever differs is a mistake. */
function pairs(program: string, each: Case, rounds: number): Pairs {
  const found: Record<Who, Measured[]> = { stock: [], own: [] };
  for (let round = 0; round < rounds; round++)
    for (const who of ['stock', 'own'] as const) found[who].push(measured(program, each, who));
  const [stock, own] = [found.stock[0].bytes, found.own[0].bytes];
  if (each.isSame && stock !== own) throw new Error(`${each.title}: the two apps write something else`);
  return found;
}

function times(all: readonly Measured[], what: Exclude<keyof Measured, 'bytes'>): Runs {
  return all.map((one) => one[what]);
}

function compareCases(program: string): void {
  const head =
    '| case | stock ms | own ms | ratio | processor | memory, stock MiB | own MiB |\n|---|---|---|---|---|---|---|\n';
  process.stdout.write(head);
  for (const each of CASES) {
    const { stock, own } = pairs(program, each, each.rounds);
    const cells = [
      each.title,
      median(times(stock, 'synth')).toFixed(0),
      median(times(own, 'synth')).toFixed(0),
      ratio(times(stock, 'synth'), times(own, 'synth')).toFixed(1),
      ratio(times(stock, 'processor'), times(own, 'processor')).toFixed(1),
      median(times(stock, 'memory')).toFixed(0),
      median(times(own, 'memory')).toFixed(0),
    ];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
  process.stdout.write('\n');
}

/** How much longer twice the charts take. */
function doubling(counts: readonly [number, number], rounds: number): number {
  const program = compiled(PROGRAM);
  const [once, twice] = counts.map((count) =>
    times(
      Array.from({ length: rounds }, () =>
        measured(program, { title: '', name: 'charts', count, rounds, isSame: true }, 'own'),
      ),
      'synth',
    ),
  );
  return leastRatio(twice, once);
}

const PROGRAM = 'synthesis-program';

/** A program that makes one workload, written for cdk8s-plus alone, and for this library. */
const HELLO: Readonly<Record<Who, string>> = {
  stock: `const { App, Chart } = require('cdk8s');
const { Deployment } = require('cdk8s-plus-28');
const app = new App({ outdir: process.argv[2] });
new Deployment(new Chart(app, 'hello'), 'web', { containers: [{ image: 'registry.example.com/web:1.0', portNumber: 8080 }] });
app.synth();
`,
  own: `const { Chart } = require('cdk8s');
const { Deployment } = require('cdk8s-plus-28');
const { WindowsApp } = require('cdk8s-windows');
const app = new WindowsApp({ outdir: process.argv[2] });
new Deployment(new Chart(app, 'hello'), 'web', { containers: [{ image: 'registry.example.com/web:1.0', portNumber: 8080 }] });
app.synth();
`,
};

function hello(who: Who): Command {
  compiled(PROGRAM);
  const file = join(BUILD, 'bench', `hello-${who}.js`);
  writeFileSync(file, HELLO[who]);
  return { title: `hello, ${who}`, program: process.execPath, args: [file, join(WORK, 'hello')] };
}

function startUp(rounds: number): { readonly ratio: number; readonly least: number; readonly runs: readonly Runs[] } {
  const [stock, own] = [hello('stock'), hello('own')];
  const runs = measure([stock, own], rounds);
  const [bare, ours] = [runs.get(stock) ?? [], runs.get(own) ?? []];
  return { ratio: ratio(ours, bare), least: leastRatio(ours, bare), runs: [bare, ours] };
}

function compare(): void {
  process.stdout.write(
    `Node.js ${process.version}; the same program on cdk8s.App and on WindowsApp with its rules, compiled, in processes in turn. Ratio: stock by own, medians of app.synth() and of the processor time of the whole process.\n\n`,
  );
  compareCases(compiled(PROGRAM));
  process.stdout.write(`5,000 charts by 2,500: ${doubling([2500, 5000], 3).toFixed(2)} times as long.\n`);
  const { ratio: longer, runs } = startUp(20);
  const [stock, own] = runs.map((each) => median(each).toFixed(0));
  process.stdout.write(`hello as a whole process: ${stock} ms, ${own} ms, ${longer.toFixed(2)} times as long.\n\n`);
}

/** How long stock takes beside us is what a ratio says; a limit is on ours by stock. */
function share(name: string, count: number, rounds: number): number {
  const { stock, own } = pairs(compiled(PROGRAM), { title: name, name, count, rounds, isSame: true }, rounds);
  return leastRatio(times(own, 'synth'), times(stock, 'synth'));
}

/**
 * A program on WindowsApp beside the same on a stock app. The limits leave room for machines that have other work: what grows
 * with the square of the charts is four times as long for twice as many.
 */
export const SYNTHESIS: Bench = {
  compare,
  checks: [
    { says: '2,000 Deployments in one chart, by stock', limit: 0.65, ratios: () => [share('chart', 2000, 3)] },
    { says: '400 charts, by stock', limit: 0.55, ratios: () => [share('charts', 400, 3)] },
    { says: 'a ladder of 18 layers, by stock', limit: 0.5, ratios: () => [share('ladder', 18, 2)] },
    { says: '5,000 charts by 2,500', limit: 2.6, ratios: () => [doubling([2500, 5000], 3)] },
    { says: 'hello as a whole process, by stock', limit: 1.25, ratios: () => [startUp(15).least] },
  ],
};
