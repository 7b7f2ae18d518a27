import { Yaml } from 'cdk8s';
import type { SnapshotSerializer } from 'vitest';
import type { Manifest } from './synth';

/** Manifests stand in snapshots as the YAML that a user sees. */
export default {
  test: (value) => isManifest(value) || (Array.isArray(value) && value.length > 0 && value.every(isManifest)),
  serialize: (value) => Yaml.stringify(...(Array.isArray(value) ? value : [value])).trimEnd(),
} satisfies SnapshotSerializer;

function isManifest(value: unknown): value is Manifest {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Manifest>;
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata?.name === 'string';
}
