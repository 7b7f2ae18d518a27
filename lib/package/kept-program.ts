import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Runs a bundle as `require` would, and keeps in the user's cache folder what V8 made of its text: the next start takes half
 * the time. Where nothing can be kept, or something else is found than was kept, all goes on without.
 *
 * @param digest What tells this bundle from those of other versions.
 * @throws When there is no such file.
 */
export function runKept(file: string, digest: string): unknown {
  const cache = cacheOf(file, digest);
  const cachedData = cache && kept(cache);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
    { filename: file, cachedData },
  );
  if (cache !== undefined && (cachedData === undefined || script.cachedDataRejected === true)) {
    process.once('exit', () => keep(cache, script));
  }
  const own = { exports: {} };
  script.runInThisContext()(own.exports, createRequire(file), own, file, dirname(file));
  return own.exports;
}

interface Cache {
  readonly folder: string;
  readonly file: string;
}

/** V8 itself looks at its own version and at the length of the text only. */
function cacheOf(program: string, digest: string): Cache | undefined {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  try {
    const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
    const caches = process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME;
    const folder = join(caches || join(homedir(), '.cache'), 'cdk8s-windows');
    const { size, mtimeMs } = statSync(program);
    const build = `${basename(program, '.js')}-${process.version}-${process.arch}-${digest}-${size}-${Math.floor(mtimeMs)}`;
    return { folder, file: join(folder, `${build}${ENDING}`) };
  } catch {
    return undefined;
  }
}

const ENDING = '.cache';

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

function keep({ folder, file }: Cache, script: Script): void {
  try {
    // `recursive` never ends where nothing can be made, such as below /proc
    for (const each of [dirname(folder), folder]) if (!existsSync(each)) mkdirSync(each, { mode: 0o700 });
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

/** What bundles of other versions have left, be it unfinished. */
function forgetOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.includes(ENDING)) continue;
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > LONGEST_KEPT_MILLISECONDS) rmSync(path, { force: true });
  }
}
