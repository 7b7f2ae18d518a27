import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { until } from '../api/until';
import { type ControlPlane, startControlPlane } from './control-plane';
import { KUBERNETES_MINORS } from './kubernetes-versions';

const MINOR = KUBERNETES_MINORS[0];
const ROLES = ['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager'];

interface Part {
  readonly pid: number;
  readonly role: string;
}

/** The processes of a control plane: each names the folder among its arguments. */
function partsOf({ folder }: ControlPlane): Part[] {
  const all = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' });
  const own = all.split('\n').filter((line) => line.includes(`${folder}/`));
  return own.map((line) => {
    const [pid, , role] = line.trim().split(/\s+/);
    return { pid: Number(pid), role };
  });
}

const ENDS: readonly { readonly title: string; readonly end: (own: ControlPlane) => unknown }[] = [
  { title: 'whoever started it ends, in whatever way: its standard input closes', end: (own) => own.stop() },
  { title: 'it is asked to', end: ({ pid }) => process.kill(pid, 'SIGTERM') },
  { title: 'it is interrupted', end: ({ pid }) => process.kill(pid, 'SIGINT') },
  { title: 'it is killed itself', end: ({ pid }) => process.kill(pid, 'SIGKILL') },
];

describe('a control plane leaves neither a process nor a folder behind when', () => {
  test.each(ENDS)('$title', async ({ end }) => {
    const own = await startControlPlane(MINOR);
    expect(existsSync(own.folder)).toBe(true);
    expect(partsOf(own).map(({ role }) => role)).toEqual(ROLES);
    own.ended.catch(() => {});
    await end(own);
    await untilGone(own);
  });
});

describe('a control plane ends and says why when', () => {
  test.each(ROLES)('its %s dies', async (dying) => {
    const own = await startControlPlane(MINOR);
    const ended = expect(own.ended).rejects.toThrow(`${dying} ended: signal: killed`);
    for (const { pid, role } of partsOf(own)) if (role === dying) process.kill(pid, 'SIGKILL');
    await ended;
    await untilGone(own);
    await expect(own.stop()).rejects.toThrow(`Kubernetes ${MINOR} ended with exit code 1`);
  });
});

async function untilGone(own: ControlPlane): Promise<void> {
  await until('every process is gone', async () => partsOf(own).length === 0);
  await until('its folder is gone', async () => !existsSync(own.folder));
}
