#!/usr/bin/env node
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Runs the bundle as `require` would, and keeps beside it what V8 made of its text: the next start takes half the time. Where
 * nothing can be written, or something else is found than was written, all goes on without.
 */
const file = join(__dirname, 'cli-main.js');
const { size, mtimeMs } = statSync(file);
// V8 looks at its own version and at the length of the text only
const cache = join(__dirname, `cli-${process.version}-${process.arch}-${size}-${Math.floor(mtimeMs)}.cache`);

const cachedData = kept();
const script = new Script(
  `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
  { filename: file, cachedData },
);
if (cachedData === undefined || script.cachedDataRejected === true) process.once('exit', keep);
const own = { exports: {} };
script.runInThisContext()(own.exports, createRequire(file), own, file, __dirname);

function kept(): Buffer | undefined {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

function keep(): void {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return;
  const unfinished = `${cache}.${process.pid}`;
  try {
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, cache);
  } catch {
    rmSync(unfinished, { force: true });
  }
}
