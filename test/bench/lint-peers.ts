import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { schemas } from './schemas';
import type { Command } from './timing';

/** What people would take instead, and how it is asked about a folder. */
interface Peer {
  readonly program: string;
  /** How it says its version: that is how one knows that it is there. */
  readonly version: readonly string[];
  readonly args: (tree: string, work: string) => readonly string[];
}

const PEERS: readonly Peer[] = [
  {
    program: 'kubeconform',
    version: ['-v'],
    args: (tree, work) => {
      const folder = schemas(join(work, 'schemas'));
      // without a folder they come over the network once
      const from = folder === undefined ? ['-cache', work] : ['-schema-location', `${folder}/{{ .ResourceKind }}.json`];
      return [...from, '-summary', tree];
    },
  },
  {
    program: 'kube-score',
    version: ['version'],
    args: (tree) => ['score', ...readdirSync(tree).map((file) => join(tree, file))],
  },
  { program: 'kube-linter', version: ['version'], args: (tree) => ['lint', tree] },
];

/** The peers on PATH, and the names of those that are not. */
export function peersFor(tree: string, work: string): { readonly there: Command[]; readonly absent: string[] } {
  const there: Command[] = [];
  const absent: string[] = [];
  for (const { program, version, args } of PEERS) {
    const { error, stdout } = spawnSync(program, version, { encoding: 'utf8' });
    if (error !== undefined) absent.push(program);
    else
      there.push({
        title: `${program} ${/v?\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? ''}`.trim(),
        program,
        args: args(tree, work),
      });
  }
  return { there, absent };
}
