/**
 * Writes imports/<group>.ts from imports/crds/<group>.yaml, one module per API group, without the network:
 *
 *     npm run import [-- <another output directory>]
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const crds = join(__dirname, 'crds');
const cdk8s = join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');

async function generate(output: string): Promise<void> {
  const groups = readdirSync(crds).map((file) => basename(file, '.yaml'));
  const staging = mkdtempSync(join(tmpdir(), 'cdk8s-import-'));
  try {
    // All or nothing: the output changes only when every group has come out.
    await Promise.all(groups.map((group) => importGroup(group, staging)));
    mkdirSync(output, { recursive: true });
    cpSync(staging, output, { recursive: true });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function importGroup(group: string, output: string): Promise<void> {
  const definition = `${group}.yaml`;
  // Run beside the definitions, cdk8s finds no cdk8s.yaml that it could rewrite.
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [cdk8s, 'import', definition, '--language', 'typescript', '--output', output, '--no-save'],
    { cwd: crds, env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' } },
  );
  // cdk8s ends well even when it found nothing to import.
  if (!existsSync(join(output, `${group}.ts`))) {
    throw new Error(`cdk8s import ${definition} wrote no ${group}.ts; it said:\n${stdout}${stderr}`);
  }
}

generate(resolve(process.argv[2] ?? __dirname)).catch((error: Error) => {
  console.error(`The imports were not generated and nothing was changed. ${error.message}`);
  process.exitCode = 1;
});
