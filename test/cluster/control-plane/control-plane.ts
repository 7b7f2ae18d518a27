import { execFileSync, spawn } from 'node:child_process';
import type { Access } from '../api/api-client';
import type { KubernetesMinor } from './kubernetes-versions';
import { kubernetesProgram } from './programs';

/** A running control plane: etcd, API server, scheduler and controllers on loopback. */
export interface ControlPlane extends Access {
  /** The Unix socket to which the API server sends an HTTP CONNECT for each call of a webhook's Service. */
  readonly network: string;
  /** Holds all that it writes, and disappears with it. */
  readonly folder: string;
  readonly pid: number;
  /** Milliseconds from nothing to a control plane that is ready. */
  readonly startedInMs: number;
  /** Settles when it has ended; an error tells what its parts said when one of them ended before it was stopped. */
  readonly ended: Promise<void>;
  /** Ends every process and removes the folder. The same happens when this process ends, in whatever way. */
  stop(): Promise<void>;
}

/** A serving certificate and the authority that signed it, in PEM. */
export interface ServingCertificate {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

export async function startControlPlane(minor: KubernetesMinor): Promise<ControlPlane> {
  const program = await kubernetesProgram('control-plane', minor);
  const begun = Date.now();
  // in a group of its own, so that it still cleans up when our group is killed; it ends when its standard input closes
  const child = spawn(program, ['up'], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  let output = '';
  let errors = '';
  let stopped = false;
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (stopped && code === 0) resolve();
      else reject(new Error(`Kubernetes ${minor} ended with exit code ${code}.\n${errors.trim()}`));
    });
  });
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (text) => {
      output += text;
      if (output.includes('\n')) resolve();
    });
  });
  await Promise.race([ready, ended]);
  return {
    ...(JSON.parse(output) as Access & { network: string; folder: string }),
    pid: child.pid!,
    startedInMs: Date.now() - begun,
    ended,
    async stop() {
      stopped = true;
      child.stdin.end();
      await ended;
    },
  };
}

/** A fresh certificate for these host names, valid for a day. */
export async function servingCertificate(minor: KubernetesMinor, ...names: string[]): Promise<ServingCertificate> {
  const program = await kubernetesProgram('control-plane', minor);
  return JSON.parse(execFileSync(program, ['certificate', ...names], { encoding: 'utf8' }));
}
