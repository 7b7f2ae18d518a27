import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inject } from 'vitest';
import { synthesizeApps } from '../../apps/synthesize';
import { manifestsOf } from '../../manifests-of';
import type { Manifest } from '../../synth';
import type { RecordedManifests } from './recorder';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what is written once for all files. */
    scratch: string;
  }
}

/** Manifests that belong together: they are there at the same time. */
export interface ManifestSet {
  readonly title: string;
  readonly manifests: readonly Manifest[];
}

/** What each program under `apps/` writes, one set for each file. */
export function appFiles(): ManifestSet[] {
  const outdir = mkdtempSync(join(inject('scratch'), 'apps-'));
  return [...synthesizeApps(outdir)].map(([title, text]) => ({ title, manifests: manifestsOf(text) }));
}

/** The same, one set for each program; a program that writes alternatives has them all. */
export function apps(): ManifestSet[] {
  const byProgram = new Map<string, Manifest[]>();
  for (const { title, manifests } of appFiles()) {
    const program = dirname(title).split('/')[0];
    byProgram.set(program, [...(byProgram.get(program) ?? []), ...manifests]);
  }
  return [...byProgram].map(([title, manifests]) => ({ title, manifests }));
}

/** What each test of the constructs writes; what two tests write alike is in the first set only. */
export function constructManifests(): ManifestSet[] {
  const known = new Set<string>();
  const sets = new Map<string, Manifest[]>();
  for (const { file, test, manifests } of recorded()) {
    const title = `${basename(file, '.test.ts')}: ${test}`;
    if (NOT_FOR_A_SERVER.test(title)) continue;
    const fresh = manifests.filter((manifest) => !known.has(JSON.stringify(manifest)));
    for (const manifest of fresh) known.add(JSON.stringify(manifest));
    if (fresh.length > 0) sets.set(title, [...(sets.get(title) ?? []), ...fresh]);
  }
  return [...sets].map(([title, manifests]) => ({ title, manifests }));
}

/** The names of the classes of the constructs that wrote them. */
export function constructsInManifests(): ReadonlySet<string> {
  return new Set(recorded().flatMap(({ constructs }) => constructs));
}

/** Objects of others, wrong ones among them, which a pin leaves as they are. */
const NOT_FOR_A_SERVER = /^operating-system-pin: .*(what makes no pods|may be an item of a List)$/;

/** The tests of the constructs run once for the whole suite. */
function recorded(): RecordedManifests[] {
  const file = join(inject('scratch'), 'constructs.jsonl');
  if (!existsSync(file)) {
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const config = join(__dirname, 'recorder.config.mjs');
    execFileSync(process.execPath, [vitest, 'run', '--root', ROOT, '--config', config, 'test/constructs'], {
      env: { ...process.env, RECORDED_MANIFESTS: file },
      stdio: 'pipe',
    });
  }
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

const ROOT = join(__dirname, '../../..');
