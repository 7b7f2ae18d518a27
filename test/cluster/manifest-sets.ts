import { mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { synthesizeApps } from '../apps/synthesize';
import { manifestSnapshots } from '../manifest-snapshot';
import type { Manifest } from '../synth';
import { manifestsOf } from './manifests-of';

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

/** What the tests of the constructs keep as snapshots. */
export function constructSnapshots(): ManifestSet[] {
  return manifestSnapshots(join(__dirname, '../constructs'));
}
