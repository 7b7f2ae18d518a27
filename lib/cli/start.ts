#!/usr/bin/env node
import { join } from 'node:path';
import { runKept } from '../package/kept-program';

/** What tells these bundles from all others. */
declare const BUNDLE_DIGEST: string;

runKept(join(__dirname, isAboutIsolation(process.argv.slice(2)) ? 'cli-isolation.js' : 'cli-main.js'), BUNDLE_DIGEST);

/** What answers who can talk to whom is a program of its own, so that nobody else loads it. */
function isAboutIsolation([first, second]: readonly string[]): boolean {
  return first === 'isolation' || (first === 'help' && second === 'isolation');
}
