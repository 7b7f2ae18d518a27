import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { Yaml } from 'cdk8s';
import type { SnapshotSerializer } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './synth';

/** Manifests stand in snapshots as the YAML that a user sees, and so that a cluster can be asked about them. */
export default {
  test: (value) => isManifest(value) || (Array.isArray(value) && value.length > 0 && value.every(isManifest)),
  serialize: (value) => Yaml.stringify(...(Array.isArray(value) ? value : [value])).trimEnd(),
} satisfies SnapshotSerializer;

/** Manifests as one test wrote them. */
export interface ManifestSnapshot {
  /** The file and the title of the test. */
  readonly title: string;
  readonly manifests: readonly Manifest[];
}

/** The manifests in the snapshots of a folder of tests. */
export function manifestSnapshots(folder: string): ManifestSnapshot[] {
  const snapshots = join(folder, '__snapshots__');
  return readdirSync(snapshots)
    .filter((file) => file.endsWith('.snap'))
    .flatMap((file) => {
      const entries: Record<string, string> = {};
      runInNewContext(readFileSync(join(snapshots, file), 'utf8'), { exports: entries });
      const manifests = Object.entries(entries).filter(([, text]) => /^apiVersion: /m.test(text));
      return manifests.map(([title, text]) => ({
        title: `${file.replace('.test.ts.snap', '')}: ${title.replace(/ 1$/, '')}`,
        manifests: parseAllDocuments(text).map((document) => document.toJS()),
      }));
    });
}

function isManifest(value: unknown): value is Manifest {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Manifest>;
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata?.name === 'string';
}
