import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { bundle } from '../../../lib/cli/bundle';

/** The command line as it is installed. Inside of the package, where it finds its version. */
const BUNDLE = join(__dirname, '../../../build', `cli-under-test-${process.pid}`);
let isBundled = false;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Call {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Like `| head -1`. */
  readonly readsLittle?: boolean;
}

/** Runs the command as a user does. */
export function command(
  args: readonly string[],
  { cwd, input = '', env = {}, readsLittle = false }: Call = {},
): Promise<Outcome> {
  if (!isBundled) bundle(BUNDLE);
  isBundled = true;
  const { NO_COLOR: _, FORCE_COLOR: __, ...environment } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(BUNDLE, 'cli.js'), ...args], { cwd, env: { ...environment, ...env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk) => {
      out.push(chunk);
      if (readsLittle) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

const folders: string[] = [];

/** A folder with these files. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-windows-lint-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

afterAll(() => {
  rmSync(BUNDLE, { recursive: true, force: true });
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
