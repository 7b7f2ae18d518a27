#!/usr/bin/env node
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** What tells these bundles from all others. */
declare const BUNDLE_DIGEST: string;

/**
 * Runs one of the bundles as `require` would, and keeps in the user's cache folder what V8 made of its text: the next start takes half
 * the time. Where nothing can be kept, or something else is found than was kept, all goes on without.
 */
const file = join(__dirname, isAboutIsolation(process.argv.slice(2)) ? 'cli-isolation.js' : 'cli-main.js');
const cache = ownCache();

const cachedData = cache && kept(cache);
const script = new Script(
  `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
  { filename: file, cachedData },
);
if (cache !== undefined && (cachedData === undefined || script.cachedDataRejected === true)) {
  process.once('exit', () => keep(cache));
}
const own = { exports: {} };
script.runInThisContext()(own.exports, createRequire(file), own, file, __dirname);

/** The engine of policies is a program of its own, so that nobody else loads it. */
function isAboutIsolation([first, second]: readonly string[]): boolean {
  return first === 'isolation' || (first === 'help' && second === 'isolation');
}

interface Cache {
  readonly folder: string;
  readonly file: string;
}

/** V8 itself looks at its own version and at the length of the text only. */
function ownCache(): Cache | undefined {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  try {
    const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
    const caches = process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME;
    const folder = join(caches || join(homedir(), '.cache'), 'cdk8s-windows');
    const { size, mtimeMs } = statSync(file);
    const build = `${BUNDLE_DIGEST}-${size}-${Math.floor(mtimeMs)}`;
    return { folder, file: join(folder, `cli-${process.version}-${process.arch}-${build}.cache`) };
  } catch {
    return undefined;
  }
}

/** Nobody runs what another user has put there. */
function isOwn(path: string): boolean {
  return process.getuid === undefined || statSync(path).uid === process.getuid();
}

function kept({ file }: Cache): Buffer | undefined {
  try {
    return isOwn(file) ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

function keep({ folder, file }: Cache): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(folder)) return;
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, script.createCachedData(), { mode: 0o600 });
    renameSync(unfinished, file);
    forgetOld(folder);
  } catch {
    // the next start takes as long as this one; what is left of a file, a later one forgets
  }
}

const LONGEST_KEPT_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

/** What bundles of other versions have left. */
function forgetOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith('cli-')) continue;
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > LONGEST_KEPT_MILLISECONDS) rmSync(path, { force: true });
  }
}
