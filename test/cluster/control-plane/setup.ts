import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Access, ApiClient } from '../api/api-client';
import { type ControlPlane, startControlPlane } from './control-plane';
import { defineCustomKinds } from './custom-kinds';
import { KUBERNETES_MINORS, KUBERNETES_VERSIONS, type KubernetesMinor } from './kubernetes-versions';
import { buildPrograms } from './programs';

/** What a test file knows of the control plane that runs for all of them. */
export interface Cluster extends Access {
  readonly network: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    clusters: Readonly<Record<KubernetesMinor, Cluster>>;
  }
}

/** Before the first file: builds what is not built yet and starts one control plane of each minor. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await buildPrograms();
  const running: ControlPlane[] = [];
  const clusters: Record<KubernetesMinor, Cluster> = {};
  const stop = async () => {
    await Promise.allSettled(running.map((controlPlane) => controlPlane.stop()));
  };
  try {
    for (const minor of KUBERNETES_MINORS) {
      const controlPlane = await startControlPlane(minor);
      running.push(controlPlane);
      controlPlane.ended.catch(failRun);
      const { url, ca, token, network, startedInMs } = controlPlane;
      clusters[minor] = { url, ca, token, network };
      const client = new ApiClient(controlPlane);
      await defineCustomKinds(client);
      client.close();
      process.stderr.write(`Kubernetes ${KUBERNETES_VERSIONS[minor]} runs, ready after ${startedInMs} ms.\n`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  provide('clusters', clusters);
  // inside a folder that goes with its control plane, even when this process is killed
  provide('scratch', mkdtempSync(join(running[0].folder, 'scratch-')));
  return stop;
}

/** Said at once: the tests that follow can only tell that nobody answers any more. */
function failRun(error: Error): void {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
