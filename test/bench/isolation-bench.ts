import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { answeredMatrix } from './answered-matrix';
import type { Bench } from './bench';
import { commandLine, WORK } from './command-line';
import { type IsolationPeer, isolationPeers } from './isolation-peers';
import { type Language, PORTS, podCluster, podNames, type Size } from './pod-clusters';
import { type Spent, spent } from './processor-time';
import { leastRatio, median } from './timing';

/** Peers are ended after so many seconds of a processor. */
const SECONDS = 60;
const OWN_ROUNDS = 3;

const SIZES: readonly Size[] = [
  { pods: 100, policies: 12, apps: 30 },
  { pods: 300, policies: 12, apps: 60 },
  { pods: 1000, policies: 200, apps: 100 },
  { pods: 10_000, policies: 500, apps: 400 },
];
/** More pods of the same apps, under the same policies. */
const LADDER = [1000, 2000, 4000, 10_000].map((pods): Size => ({ pods, policies: 200, apps: 100 }));

function fileOf(objects: readonly KubernetesObject[]): string {
  const file = join(WORK, 'cluster.json');
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  return file;
}

const OUTPUT = join(WORK, 'answer.json');

/** The table of all with all, as a program asks for it. */
function own(objects: readonly KubernetesObject[], rounds: number): Spent[] {
  const command = commandLine('cdk8s-windows isolation', 'isolation', fileOf(objects), '--format', 'json', '--quiet');
  return Array.from({ length: rounds }, () => {
    const found = spent(command, { output: OUTPUT, seconds: 10 * SECONDS });
    if (found === undefined) throw new Error('cdk8s-windows isolation does not end.');
    return found;
  });
}

const medianOf = (runs: readonly Spent[], what: keyof Spent) => median(runs.map((run) => run[what]));

function write(...cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

async function compare(): Promise<void> {
  const peers = await isolationPeers();
  process.stdout.write(
    `Node.js ${process.version}, whole processes: which pod reaches which, all pods with all, on ${PORTS.map(({ port }) => port).join(' and ')}.\n\n`,
  );
  write('pods', 'policies', 'of', 'program', 's', 's of a processor', 'times ours', 'equal answers');
  write(...Array(8).fill('---'));
  const tooLong = new Set<IsolationPeer>();
  for (const size of SIZES)
    for (const language of ['kubernetes', 'calico'] as const) row(size, language, peers, tooLong);
  process.stdout.write('\n');
  ladder();
}

const NAMES: Readonly<Record<Language, string>> = { kubernetes: 'Kubernetes', calico: 'Calico and Kubernetes' };

function row(size: Size, language: Language, peers: readonly IsolationPeer[], tooLong: Set<IsolationPeer>): void {
  const objects = podCluster(size, language);
  const pods = podNames(objects);
  const head = [size.pods.toLocaleString('en'), `${size.policies}`, NAMES[language]];
  const runs = own(objects, OWN_ROUNDS);
  const [wall, processor] = [medianOf(runs, 'wall'), medianOf(runs, 'processor')];
  const report = JSON.parse(readFileSync(OUTPUT, 'utf8'));
  write(...head, 'cdk8s-windows isolation', wall.toFixed(2), processor.toFixed(2), '', '');
  for (const peer of peers) {
    if (!peer.languages.includes(language)) continue;
    const { title } = peer;
    const { input, ...command } = peer.asked(objects);
    const bounds = { input, output: OUTPUT, seconds: SECONDS };
    const found = tooLong.has(peer) ? undefined : spent({ title, ...command }, bounds);
    if (found === undefined) {
      // what it cannot do it cannot do for more pods either
      tooLong.add(peer);
      write(...head, title, '', `> ${SECONDS}`, `> ${(SECONDS / processor).toFixed(0)}`, '');
      continue;
    }
    const answers = Object.entries(peer.matrices(readFileSync(OUTPUT, 'utf8'), pods)).map(([nodes, theirs]) => {
      const ours = answeredMatrix(report, pods, nodes as 'linux' | 'windows');
      return equalAnswers(`${title}, ${nodes}, ${pods.length} pods`, ours, theirs);
    });
    const times = `${timesText(found.wall / wall)} (${timesText(found.processor / processor)} of a processor)`;
    const equal = answers.reduce((sum, each) => sum + each, 0).toLocaleString('en');
    write(...head, title, found.wall.toFixed(2), found.processor.toFixed(2), times, equal);
  }
}

const timesText = (times: number) => times.toFixed(times < 10 ? 1 : 0);

/** How many there are; another answer is no time to compare with. */
function equalAnswers(title: string, ours: readonly string[], theirs: readonly string[]): number {
  if (ours.join() === theirs.join()) return ours.join('').length;
  const at = [...ours.join()].findIndex((cell, index) => cell !== theirs.join()[index]);
  throw new Error(`${title}: another answer at ${at}`);
}

function ladder(): void {
  write(
    `pods of ${LADDER[0].apps} apps, ${LADDER[0].policies} policies`,
    's',
    's of a processor',
    'times the pods',
    'times the processor',
  );
  write(...Array(5).fill('---'));
  let first: number | undefined;
  for (const size of LADDER) {
    const runs = own(podCluster(size, 'calico'), OWN_ROUNDS);
    const processor = medianOf(runs, 'processor');
    first ??= processor;
    const more = [(size.pods / LADDER[0].pods).toFixed(0), (processor / first).toFixed(1)];
    write(size.pods.toLocaleString('en'), medianOf(runs, 'wall').toFixed(2), processor.toFixed(2), ...more);
  }
  process.stdout.write('\n');
}

/** How much longer twice as many pods of the same apps take. */
function doublings(): number[] {
  const times = [2000, 4000, 8000].map((pods) =>
    own(podCluster({ ...LADDER[0], pods }, 'calico'), OWN_ROUNDS).map(({ processor }) => processor),
  );
  return times.slice(1).map((runs, index) => leastRatio(runs, times[index]));
}

/** `isolation` beside code of others that answers the same, and with more pods of the same apps. */
export const ISOLATION: Bench = {
  compare,
  checks: [{ says: 'twice the pods of the same apps, each doubling', limit: 1.8, ratios: doublings }],
};
