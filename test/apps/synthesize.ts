import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Runs the programs under `apps/` as `cdk8s synth` does; the texts of the files that they write, by their names. */
export function synthesizeApps(outdir: string): Map<string, string> {
  execFileSync(process.execPath, ['--import', 'tsx', 'apps/all.ts'], {
    cwd: ROOT,
    env: { ...process.env, CDK8S_OUTDIR: outdir },
  });
  const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return new Map(files.sort().map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
}
