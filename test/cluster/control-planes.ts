import type { TestProject } from 'vitest/node';
import { type Access, ApiClient } from './api-client';
import { type ControlPlane, startControlPlane } from './control-plane';
import { defineCustomKinds } from './custom-kinds';
import { KUBERNETES_MINORS, KUBERNETES_VERSIONS, type KubernetesMinor } from './kubernetes-versions';
import { writeReport } from './report-page';

/** What a test file knows of the control plane that runs for all of them. */
export interface Cluster extends Access {
  readonly network: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    clusters: Readonly<Record<KubernetesMinor, Cluster>>;
    /** A folder for what a file writes. */
    scratch: string;
  }
}

/** Before the first file: builds what is not built yet and starts one control plane of each minor. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const running: ControlPlane[] = [];
  const clusters: Partial<Record<KubernetesMinor, Cluster>> = {};
  const stop = async () => {
    await Promise.all(running.map((controlPlane) => controlPlane.stop()));
  };
  try {
    for (const minor of KUBERNETES_MINORS) {
      const controlPlane = await startControlPlane(minor);
      running.push(controlPlane);
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
  provide('clusters', clusters as Record<KubernetesMinor, Cluster>);
  // inside a folder that disappears with its control plane, however the run ends
  const scratch = running[0].folder;
  provide('scratch', scratch);
  return async () => {
    const changed = writeReport(scratch);
    await stop();
    if (changed) process.stderr.write('docs/verdicts.md is written anew: commit it with your change.\n');
    if (!changed || !process.env.CI) return;
    // vitest prints what a teardown throws and ends with 0 all the same
    process.exitCode = 1;
    throw new Error('docs/verdicts.md does not say what this run has seen.');
  };
}
