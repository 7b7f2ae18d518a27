import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../lib/cli/bundle';
import type { Command } from './timing';

/** Where a run keeps what it makes; gone when it ends. */
export const WORK = mkdtempSync(join(tmpdir(), 'cdk8s-windows-bench-'));
process.once('exit', () => rmSync(WORK, { recursive: true, force: true }));

/** What the command line keeps from one start for the next. */
const CACHES = join(WORK, 'caches');
const BUILD = join(WORK, 'build');
let isBundled = false;

/** The command line as it is installed. */
export function commandLine(title: string, ...args: readonly string[]): Command {
  if (!isBundled) {
    bundle(BUILD);
    writeFileSync(join(WORK, 'package.json'), JSON.stringify({ name: 'cdk8s-windows', version: '0.0.0' }));
  }
  isBundled = true;
  const env = { ...process.env, XDG_CACHE_HOME: CACHES, LOCALAPPDATA: CACHES };
  return { title, program: process.execPath, args: [join(BUILD, 'cli.js'), ...args], env };
}
