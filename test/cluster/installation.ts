import type { Manifest } from '../synth';
import type { JudgedCluster } from './api/judged-cluster';

const FIRST = ['Namespace', 'ServiceAccount'];
const WEBHOOKS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];

/** Applies manifests for real: namespaces, then accounts, then what needs them, then what could refuse the rest. */
export async function install(cluster: JudgedCluster, manifests: readonly Manifest[]): Promise<void> {
  const rank = ({ kind }: Manifest) => (WEBHOOKS.includes(kind) ? FIRST.length + 1 : rankIn(FIRST, kind));
  for (const manifest of [...manifests].sort((one, other) => rank(one) - rank(other))) {
    if (manifest.kind === 'Namespace') await cluster.provideNamespace(manifest.metadata.name, manifest.metadata.labels);
    else await cluster.apply(manifest);
  }
}

/** Deletes all that `install` made, webhook configurations first. Namespaces go in the background: nobody else has them. */
export async function uninstall(cluster: JudgedCluster, manifests: readonly Manifest[]): Promise<void> {
  const rank = ({ kind }: Manifest) => rankIn(WEBHOOKS, kind);
  for (const manifest of [...manifests].sort((one, other) => rank(one) - rank(other))) await cluster.delete(manifest);
}

export function namespaceNamed(name: string, labels: Readonly<Record<string, string>> = {}): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels }, spec: {} };
}

function rankIn(order: readonly string[], kind: string): number {
  const index = order.indexOf(kind);
  return index < 0 ? order.length : index;
}
