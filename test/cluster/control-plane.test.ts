import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kubernetesProgram } from './programs';
import { until } from './until';

interface Started {
  readonly child: ChildProcess;
  readonly folder: string;
}

/** A control plane of its own, as the suite starts one. */
async function start(): Promise<Started> {
  const program = await kubernetesProgram('control-plane', '1.34');
  const child = spawn(program, ['up'], { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(String(text)));
    child.once('close', (code) => reject(new Error(`it ended with ${code}`)));
  });
  return { child, folder: JSON.parse(line).folder };
}

/** The processes of a control plane: each names the folder among its arguments. */
function processesIn(folder: string): string[] {
  const all = execFileSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' });
  return all.split('\n').filter((line) => line.includes(`${folder}/`));
}

const ENDS: readonly { readonly title: string; readonly end: (child: ChildProcess) => unknown }[] = [
  {
    title: 'whoever started it ends, in whatever way: its standard input closes',
    end: (child) => child.stdin?.destroy(),
  },
  { title: 'it is asked to', end: (child) => child.kill('SIGTERM') },
  { title: 'it is interrupted', end: (child) => child.kill('SIGINT') },
  { title: 'it is killed itself', end: (child) => child.kill('SIGKILL') },
];

describe('a control plane leaves neither a process nor a folder behind when', () => {
  test.each(ENDS)('$title', async ({ end }) => {
    const { child, folder } = await start();
    expect(existsSync(folder)).toBe(true);
    expect(processesIn(folder)).toHaveLength(4);
    end(child);
    await until('every process is gone', async () => processesIn(folder).length === 0);
    await until('its folder is gone', async () => !existsSync(folder));
  });
});
