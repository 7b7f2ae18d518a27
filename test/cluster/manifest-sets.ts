import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { synthesizeApps } from '../apps/synthesize';
import { manifestSnapshots } from '../manifest-snapshot';
import type { Manifest } from '../synth';

/** Manifests that belong together: they are there at the same time. */
export interface ManifestSet {
  readonly title: string;
  readonly manifests: readonly Manifest[];
}

/** What each program under `apps/` writes, one set for each file. */
export function appFiles(): ManifestSet[] {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-windows-apps-'));
  try {
    return [...synthesizeApps(outdir)].map(([title, text]) => ({ title, manifests: manifestsOf(text) }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
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

/** As kubectl reads it: YAML 1.1, in which an unquoted `yes` is true. */
export function manifestsOf(text: string): Manifest[] {
  return parseAllDocuments(text, { version: '1.1' })
    .map((document) => document.toJS())
    .filter((manifest) => manifest !== null);
}
